/** The public short link of a live code, and how often it is opened. */
@NullMarked
package scrm.channel.scan;

import org.jspecify.annotations.NullMarked;
