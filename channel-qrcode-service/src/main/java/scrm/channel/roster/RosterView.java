package scrm.channel.roster;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.channel.livecode.LiveCode;
import scrm.channel.roster.ReadRoster.Today;
import scrm.channel.roster.Rosters.Count;
import scrm.channel.roster.Rosters.Kept;
import scrm.events.UserId;

/**
 * A roster and what it comes to.
 *
 * @param users whom the code leads to now
 * @param basis why them
 * @param alarm why somebody should look at it; null: no reason
 * @param until when time alone may change it
 * @param today what came today
 * @param sync whether WeCom has the latest edit of the code
 * @param failure why WeCom refused what it was last told, for example that a member may not use contacts of customers
 */
record RosterView(
        List<SlotView> slots,
        List<UserId> spares,
        List<UserId> users,
        Duty.@Nullable Basis basis,
        @Nullable Alarm alarm,
        @Nullable Instant until,
        TodayView today,
        LiveCode.Sync sync,
        LiveCode.@Nullable Failure failure,
        int version,
        Instant createdAt,
        Instant updatedAt) {
    /** Why somebody should look at a roster. */
    enum Alarm {
        /** Nobody of the slot and no spare is there: the code goes on leading to those before. */
        NOBODY_THERE,
        /** WeCom refused those who are on, and goes on leading to those before. */
        REFUSED_BY_WECOM
    }

    record SlotView(List<DayOfWeek> weekdays, LocalTime from, LocalTime until, List<SlotUser> users) {}

    /**
     * What came today.
     *
     * @param day in the corp's time zone
     * @param adds all contacts
     * @param overCap how many of them came above a cap: WeCom had sent them before it heard
     */
    record TodayView(LocalDate day, int adds, int overCap, List<UserView> users) {}

    /**
     * What came to a member today.
     *
     * @param dailyCap the cap now; null: none
     * @param awayUntil when the member is back; null: not away
     */
    record UserView(
            UserId userId,
            int adds,
            @Nullable Integer dailyCap,
            int overCap,
            @Nullable Instant awayUntil) {}

    static RosterView of(Today today) {
        Kept kept = today.kept();
        LiveCode liveCode = today.liveCode();
        return new RosterView(
                kept.roster().slots().stream().map(RosterView::slot).toList(),
                kept.roster().spares(),
                liveCode.leadsTo(),
                kept.basis(),
                alarm(kept, liveCode),
                kept.nextChange(),
                new TodayView(
                        today.now().date(),
                        today.counts().values().stream().mapToInt(Count::adds).sum(),
                        today.counts().values().stream()
                                .mapToInt(Count::overCap)
                                .sum(),
                        users(today)),
                liveCode.sync(),
                liveCode.failure(),
                kept.version(),
                kept.createdAt(),
                kept.updatedAt());
    }

    private static @Nullable Alarm alarm(Kept kept, LiveCode liveCode) {
        if (kept.basis() == Duty.Basis.NOBODY) {
            return Alarm.NOBODY_THERE;
        }
        return liveCode.sync() == LiveCode.Sync.FAILED ? Alarm.REFUSED_BY_WECOM : null;
    }

    private static SlotView slot(Slot slot) {
        return new SlotView(slot.weekdays().stream().sorted().toList(), slot.from(), slot.until(), slot.users());
    }

    /** Everybody of the roster, and those who left it today. */
    private static List<UserView> users(Today today) {
        Situation now = today.now();
        Optional<Slot> slot = today.kept().roster().slot(now.at(), now.days());
        Set<UserId> users = new LinkedHashSet<>(today.kept().roster().users());
        today.counts().keySet().stream()
                .sorted(Comparator.comparing(UserId::value))
                .forEach(users::add);
        return users.stream()
                .map(user -> {
                    Count count = Objects.requireNonNullElse(today.counts().get(user), Count.NONE);
                    return new UserView(
                            user,
                            count.adds(),
                            slot.flatMap(its -> its.user(user))
                                    .map(SlotUser::dailyCap)
                                    .orElse(null),
                            count.overCap(),
                            now.away().get(user));
                })
                .toList();
    }
}
