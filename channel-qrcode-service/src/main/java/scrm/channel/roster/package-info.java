/** Whom a live code leads to, by weekday and time of day, with daily caps, weights and spares. */
@NullMarked
package scrm.channel.roster;

import org.jspecify.annotations.NullMarked;
