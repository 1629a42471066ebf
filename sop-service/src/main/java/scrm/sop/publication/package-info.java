/** What becomes of a moment that members are asked to publish: who did, whom it reached, and what those said to it. */
@NullMarked
package scrm.sop.publication;

import org.jspecify.annotations.NullMarked;
