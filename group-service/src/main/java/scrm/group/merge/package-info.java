/** Merging of groups (合群): small dormant ones of one owner and kind are proposed, and members invited over. */
@NullMarked
package scrm.group.merge;

import org.jspecify.annotations.NullMarked;
