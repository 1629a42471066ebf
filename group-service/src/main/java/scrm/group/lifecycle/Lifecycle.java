package scrm.group.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import scrm.group.lifecycle.LifecycleProperties.Thresholds;

/**
 * Where a group stands in its life.
 *
 * @param phase the phase
 * @param since since when
 * @param heldUntil until when it stays there because a person says so, unless it is dissolved
 */
record Lifecycle(Phase phase, Instant since, @Nullable Instant heldUntil) {
    /** No window of {@link Facts} moves by more within one. */
    private static final Duration LOOK_AGAIN = Duration.ofDays(1);

    /** Another phase, and why. */
    record Move(Phase to, Cause cause) {}

    /** What the facts lead to; always an arc of {@link LifecycleTable}. */
    Optional<Move> next(Facts facts, Thresholds limits) {
        if (phase == Phase.DISMISSED) {
            return Optional.empty();
        }
        if (facts.dismissedAt() != null) {
            return move(Phase.DISMISSED, Cause.DISSOLVED);
        }
        if (phase == Phase.PLANNED) {
            return facts.openedAt() == null ? Optional.empty() : move(Phase.RECRUITING, Cause.OPENED);
        }
        if (phase == Phase.CLOSING || (heldUntil != null && facts.at().isBefore(heldUntil))) {
            return Optional.empty();
        }
        if (facts.isPastItsEnd()) {
            return move(Phase.CLOSING, Cause.PLANNED_END);
        }
        if (facts.hasMetItsGoal()) {
            return move(Phase.CLOSING, Cause.GOAL_MET);
        }
        return phase == Phase.DORMANT ? fromDormant(facts, limits) : awake(facts, limits);
    }

    private Optional<Move> fromDormant(Facts facts, Thresholds limits) {
        if (!facts.isQuiet(limits)) {
            return move(facts.members() < limits.activeSize() ? Phase.RECRUITING : Phase.ACTIVE, Cause.REVIVED);
        }
        return since.plus(limits.closeAfter()).isAfter(facts.at())
                ? Optional.empty()
                : move(Phase.CLOSING, Cause.LONG_DORMANT);
    }

    private Optional<Move> awake(Facts facts, Thresholds limits) {
        if (facts.isQuiet(limits)) {
            return move(Phase.DORMANT, Cause.QUIET);
        }
        return switch (phase) {
            case RECRUITING ->
                facts.members() < limits.activeSize() ? Optional.empty() : move(Phase.ACTIVE, Cause.GROWN);
            case ACTIVE -> facts.isShrinking(limits) ? move(Phase.DECLINING, Cause.SHRINKING) : Optional.empty();
            case DECLINING -> facts.hasRecovered(limits) ? move(Phase.ACTIVE, Cause.RECOVERED) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Move> move(Phase to, Cause cause) {
        return Optional.of(new Move(to, cause));
    }

    /** When time alone may lead further; never for one that is dissolved. */
    @Nullable
    Instant lookAgainAt(Facts facts, ZoneId zone) {
        if (phase == Phase.DISMISSED) {
            return null;
        }
        Instant dayAfterEnd = facts.endsOn() == null
                ? Instant.MAX
                : facts.endsOn().plusDays(1).atStartOfDay(zone).toInstant();
        return Stream.of(dayAfterEnd, heldUntil == null ? Instant.MAX : heldUntil)
                .filter(at -> at.isAfter(facts.at()))
                .reduce(facts.at().plus(LOOK_AGAIN), (a, b) -> a.isBefore(b) ? a : b);
    }
}
