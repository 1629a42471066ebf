/** Who leads in a group, who takes part, who only reads, and who is about to go. */
@NullMarked
package scrm.group.tier;

import org.jspecify.annotations.NullMarked;
