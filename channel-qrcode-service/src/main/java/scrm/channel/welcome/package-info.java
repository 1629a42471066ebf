/** The welcome message, within the 20 s that its code lives. */
@NullMarked
package scrm.channel.welcome;

import org.jspecify.annotations.NullMarked;
