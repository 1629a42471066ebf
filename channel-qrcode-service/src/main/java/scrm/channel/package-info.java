/** Where contacts come from: channels, live codes, attribution, welcomes. */
@NullMarked
package scrm.channel;

import org.jspecify.annotations.NullMarked;
