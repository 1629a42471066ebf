package scrm.channel.roster;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;

import scrm.channel.calendar.WorkingDays;
import scrm.events.UserId;

/**
 * What a roster is read in.
 *
 * @param at the time
 * @param days the corp's days around it
 * @param adds how many contacts came to each member by the live code on that date
 * @param away members who are away then, and until when
 * @param allowed the live code's users: nobody else is ever on
 */
record Situation(
        Instant at, WorkingDays days, Map<UserId, Integer> adds, Map<UserId, Instant> away, Set<UserId> allowed) {
    Situation {
        adds = Map.copyOf(adds);
        away = Map.copyOf(away);
        allowed = Set.copyOf(allowed);
    }

    LocalDate date() {
        return days.date(at);
    }

    boolean isThere(UserId userId) {
        Instant back = away.get(userId);
        return allowed.contains(userId) && (back == null || !at.isBefore(back));
    }

    /** Whether a contact may be led to the member. */
    boolean isFree(SlotUser user) {
        return isThere(user.userId()) && !user.isFull(adds.getOrDefault(user.userId(), 0));
    }
}
