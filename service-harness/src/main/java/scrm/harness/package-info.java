/** A service under test: on real stores, beside a simulated WeCom, asked over REST. */
@NullMarked
package scrm.harness;

import org.jspecify.annotations.NullMarked;
