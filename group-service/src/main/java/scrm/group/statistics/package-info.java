/** WeCom's own counts of groups, which it tells by owner and day. */
@NullMarked
package scrm.group.statistics;

import org.jspecify.annotations.NullMarked;
