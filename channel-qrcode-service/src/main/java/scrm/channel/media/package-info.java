/** The bytes of whatever is said: WeCom has them beforehand, and anew before it forgets them. */
@NullMarked
package scrm.channel.media;

import org.jspecify.annotations.NullMarked;
