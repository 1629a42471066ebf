/** Channels: a tree of the places that live codes are put up at, each with the tags that it gives. */
@NullMarked
package scrm.channel.channel;

import org.jspecify.annotations.NullMarked;
