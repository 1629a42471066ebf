/** Links that are said to contacts: short links that lead elsewhere and tell who opened them, or that somebody did. */
@NullMarked
package scrm.channel.link;

import org.jspecify.annotations.NullMarked;
