/** What channels cost. */
@NullMarked
package scrm.channel.cost;

import org.jspecify.annotations.NullMarked;
