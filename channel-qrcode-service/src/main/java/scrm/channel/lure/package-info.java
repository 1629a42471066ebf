/** Lures: what is promised to those who come by a channel, and who took it. */
@NullMarked
package scrm.channel.lure;

import org.jspecify.annotations.NullMarked;
