/** Starts jobs. */
@NullMarked
package scrm.group.job;

import org.jspecify.annotations.NullMarked;
