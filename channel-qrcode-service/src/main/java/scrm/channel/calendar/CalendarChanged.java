package scrm.channel.calendar;

import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.UserId;

/**
 * The corp works otherwise than it was said before; published inside this process, in the transaction of the change.
 *
 * @param userId the only member whom it concerns; null: everybody
 */
public record CalendarChanged(CorpId corpId, @Nullable UserId userId) {}
