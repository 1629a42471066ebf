/** What follows when a group is full: the next one is prepared, and codes go on with it. */
@NullMarked
package scrm.group.growth;

import org.jspecify.annotations.NullMarked;
