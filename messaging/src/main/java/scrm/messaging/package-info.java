/** How events come in once, go out in order, and how work that cannot be undone is done once. */
@NullMarked
package scrm.messaging;

import org.jspecify.annotations.NullMarked;
