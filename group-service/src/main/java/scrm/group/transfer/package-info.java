/**
 * Groups handed to another owner: an intent per group, calls of a hundred, and a look at WeCom where a reply was lost.
 */
@NullMarked
package scrm.group.transfer;

import org.jspecify.annotations.NullMarked;
