/** How many calls a corp may make of each API, how many at once, and who goes first; shared through Redis. */
@NullMarked
package scrm.wecom.quota;

import org.jspecify.annotations.NullMarked;
