/** Tasks of those who look after lures: raised when a lure expires, runs out or is to be replaced. */
@NullMarked
package scrm.channel.luretask;

import org.jspecify.annotations.NullMarked;
