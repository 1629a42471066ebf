/** Links that messages say: each leads over a short link of ours, so that it is known how often it is followed. */
@NullMarked
package scrm.sop.link;

import org.jspecify.annotations.NullMarked;
