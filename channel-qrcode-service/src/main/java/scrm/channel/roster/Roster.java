package scrm.channel.roster;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import scrm.channel.calendar.WorkingDays;
import scrm.events.UserId;

/**
 * Whom a live code leads to (排班): a function of time, of what came today and of who is away.
 *
 * <p>WeCom leads contacts to a code's users evenly and knows no weights. They are kept by leaving out, for a while,
 * those who are ahead of their share ({@link Round}). That is looked at anew with every {@value #STEP}th contact of a
 * code in a day, and whenever the roster is looked at for another reason, which bounds both how often WeCom is asked
 * and how far anybody gets from the share.
 *
 * @param slots no two at the same time
 * @param spares members who are on when nobody of a slot is; they have no caps
 */
record Roster(List<Slot> slots, List<UserId> spares) {
    /** After how many contacts of a code in a day weights are looked at anew. */
    static final int STEP = 10;

    Roster {
        slots = List.copyOf(slots);
        spares = List.copyOf(spares);
    }

    /** Everybody in it. */
    Set<UserId> users() {
        Set<UserId> users = new LinkedHashSet<>();
        slots.forEach(slot -> slot.users().forEach(user -> users.add(user.userId())));
        users.addAll(spares);
        return users;
    }

    /** Who is on; {@code running} is the round that was begun last. */
    Duty duty(Situation now, @Nullable Round running) {
        Optional<Slot> slot = slot(now.at(), now.days());
        List<SlotUser> free = slot.stream()
                .flatMap(its -> its.users().stream())
                .filter(now::isFree)
                .toList();
        if (!free.isEmpty()) {
            Round round = Round.of(running, free, now);
            return new Duty(Duty.Basis.SLOT, round.withinShare(now.adds()), round);
        }
        List<UserId> there = spares.stream()
                .filter(now::isThere)
                // Whoever has reached a cap in the slot is no spare beyond it.
                .filter(user -> slot.flatMap(its -> its.user(user)).isEmpty())
                .toList();
        return new Duty(there.isEmpty() ? Duty.Basis.NOBODY : Duty.Basis.SPARES, there, null);
    }

    /**
     * The slot of a time. What began today comes before what reaches into today from yesterday: they can meet when a
     * holiday is worked as another weekday.
     */
    Optional<Slot> slot(Instant at, WorkingDays days) {
        LocalDate today = days.date(at);
        return Stream.of(today, today.minusDays(1))
                .flatMap(date ->
                        on(date, days).filter(slot -> slot.on(date, days).covers(at)))
                .findFirst();
    }

    /** When time alone may change who is on: the next midnight, edge of a slot, or return of somebody away. */
    Instant nextChange(Situation now) {
        LocalDate today = now.date();
        WorkingDays days = now.days();
        Stream<Instant> edges = Stream.of(today.minusDays(1), today)
                .flatMap(date -> on(date, days).map(slot -> slot.on(date, days)))
                .flatMap(shift -> Stream.of(shift.from(), shift.until()));
        return Stream.of(edges, now.away().values().stream(), Stream.of(days.midnightAfter(now.at())))
                .flatMap(times -> times)
                .filter(time -> time.isAfter(now.at()))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /**
     * Whether a contact may change who is on.
     *
     * @param userId to whom it came
     * @param ofUser the how manieth of the day it is for the member
     * @param ofAll the how manieth of the day it is for the code
     */
    boolean turnsWith(UserId userId, int ofUser, int ofAll) {
        return slots.stream()
                        .flatMap(slot -> slot.user(userId).stream())
                        .anyMatch(user -> user.dailyCap() != null && user.dailyCap() == ofUser)
                || (isWeighted() && ofAll % STEP == 0);
    }

    private boolean isWeighted() {
        return slots.stream()
                .anyMatch(slot -> slot.users().stream()
                                .mapToInt(SlotUser::weight)
                                .distinct()
                                .count()
                        > 1);
    }

    private Stream<Slot> on(LocalDate date, WorkingDays days) {
        return days.weekday(date).stream()
                .flatMap(
                        weekday -> slots.stream().filter(slot -> slot.weekdays().contains(weekday)));
    }
}
