/** The company's own systems that plans tell of what is due; {@code rest} sends what is owed to them. */
@NullMarked
package scrm.sop.webhook;

import org.jspecify.annotations.NullMarked;
