/** How tags are used: how they grow, whom they cover, where they overlap, and which nobody needs. */
@NullMarked
package scrm.tag.report;

import org.jspecify.annotations.NullMarked;
