/** How well groups are, by figures that are shown with it, and alerts before one dies. */
@NullMarked
package scrm.group.health;

import org.jspecify.annotations.NullMarked;
