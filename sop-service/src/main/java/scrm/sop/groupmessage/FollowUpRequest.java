package scrm.sop.groupmessage;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.UserId;
import scrm.rest.FieldProblem;

/**
 * What is to be done while a sender does not confirm.
 *
 * @param remindAfter durations after the call, for example {@code PT4H}; at most 10, and WeCom takes 3 in 24 hours
 * @param escalateAfter a duration after the call
 * @param supervisor a userid; who is told after {@code escalateAfter}
 */
public record FollowUpRequest(
        @Nullable List<@NotNull Duration> remindAfter,
        @Nullable Duration escalateAfter,
        @Nullable @Pattern(regexp = UserId.PATTERN) String supervisor) {
    private static final Duration LEAST = Duration.ofMinutes(1);

    /** After it nothing is expected of the sender any more. */
    private static final Duration MOST = Duration.ofDays(7);

    /** @param field where it stands in the body */
    public void problems(String field, List<FieldProblem> problems) {
        if (remindAfterOrNone().size() > FollowUp.MAX_REMINDERS) {
            problems.add(new FieldProblem(field + ".remindAfter", "too_many", FollowUp.MAX_REMINDERS));
        }
        for (int i = 0; i < remindAfterOrNone().size(); i++) {
            check(field + ".remindAfter[" + i + "]", remindAfterOrNone().get(i), problems);
        }
        if (escalateAfter != null) {
            check(field + ".escalateAfter", escalateAfter, problems);
        }
        if ((escalateAfter == null) != (supervisor == null)) {
            problems.add(
                    new FieldProblem(field + (escalateAfter == null ? ".escalateAfter" : ".supervisor"), "required"));
        }
    }

    /** What one without problems says. */
    public FollowUp followUp() {
        return new FollowUp(
                remindAfterOrNone().stream().sorted().toList(),
                escalateAfter,
                supervisor == null ? null : new UserId(supervisor));
    }

    /** Null if it says nothing. */
    public static @Nullable FollowUpRequest of(FollowUp followUp) {
        UserId supervisor = followUp.supervisor();
        return followUp.equals(FollowUp.NONE)
                ? null
                : new FollowUpRequest(
                        followUp.remindAfter(),
                        followUp.escalateAfter(),
                        supervisor == null ? null : supervisor.value());
    }

    private List<Duration> remindAfterOrNone() {
        return remindAfter == null ? List.of() : remindAfter;
    }

    private static void check(String field, Duration after, List<FieldProblem> problems) {
        if (after.compareTo(LEAST) < 0 || after.compareTo(MOST) > 0) {
            problems.add(new FieldProblem(field, "out_of_range", LEAST, MOST));
        }
    }
}
