/** Which contacts wrote to us, as far as WeCom tells it. */
@NullMarked
package scrm.channel.answer;

import org.jspecify.annotations.NullMarked;
