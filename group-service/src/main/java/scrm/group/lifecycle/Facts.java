package scrm.group.lifecycle;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

import scrm.group.charter.Charter;

/**
 * What is known of a group when its phase is looked at; kept as the evidence of what was decided on it.
 *
 * @param at when
 * @param today the day, in the corp's time zone
 * @param openedAt when the group began
 * @param dismissedAt when it was dissolved, if it was
 * @param members who are in, employees too
 * @param contacts who are in
 * @param joins7 stays that began within 7 days
 * @param quits7 stays that ended within 7 days
 * @param joins30 within 30 days
 * @param quits30 within 30 days
 * @param lastActiveAt when somebody joined last, or the group's name, owner or notice changed
 * @param softCap how many members make it full
 * @param endsOn its last day, by its charter
 * @param measure what its goal counts
 * @param target its goal
 * @param reached how much of the goal is reached
 */
record Facts(
        Instant at,
        LocalDate today,
        @Nullable Instant openedAt,
        @Nullable Instant dismissedAt,
        int members,
        int contacts,
        int joins7,
        int quits7,
        int joins30,
        int quits30,
        @Nullable Instant lastActiveAt,
        int softCap,
        @Nullable LocalDate endsOn,
        Charter.@Nullable Measure measure,
        @Nullable Long target,
        long reached) {
    boolean isPastItsEnd() {
        return endsOn != null && endsOn.isBefore(today);
    }

    boolean hasMetItsGoal() {
        return target != null && reached >= target;
    }

    /** Nobody can join a full group, so that nobody does tells nothing. */
    boolean isQuiet(LifecycleProperties.Thresholds limits) {
        Instant last = lastActiveAt == null ? openedAt : lastActiveAt;
        return members < softCap
                && last != null
                && !last.plus(limits.dormantAfter()).isAfter(at);
    }

    boolean isShrinking(LifecycleProperties.Thresholds limits) {
        long lost = (long) quits30 - joins30;
        return lost > 0 && lost * 100 >= limits.declinePercent() * (members + lost);
    }

    /** Loses no more, and has not for a week. */
    boolean hasRecovered(LifecycleProperties.Thresholds limits) {
        return joins7 >= quits7 && !isShrinking(limits);
    }
}
