package scrm.sop.plan;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.State;
import scrm.rest.FieldProblem;
import scrm.rest.RowId;
import scrm.sop.groupmessage.ContentRequest;

/**
 * A plan as a client writes it.
 *
 * @param name unique in the corp
 * @param trigger absent: whoever is added
 * @param steps 50 at most; a draft may have none yet
 */
record PlanRequest(
        @NotBlank @Size(max = 50) String name,
        @Valid @Nullable TriggerRequest trigger,
        @Size(max = PlanDefinition.MAX_STEPS) @Nullable List<@NotNull @Valid StepRequest> steps) {
    List<FieldProblem> problems() {
        List<FieldProblem> problems = new ArrayList<>();
        for (int i = 0; i < stepsOrNone().size(); i++) {
            String field = "steps[" + i + "]";
            stepsOrNone().get(i).when().problems(field + ".when", problems);
            problems.addAll(stepsOrNone().get(i).content().problems(field + ".content"));
        }
        return problems;
    }

    List<StepRequest> stepsOrNone() {
        return steps == null ? List.of() : steps;
    }

    Trigger triggerOrAnyone() {
        return trigger == null ? Trigger.ANYONE : trigger.trigger();
    }

    /**
     * Whom the plan takes.
     *
     * @param type {@code CONTACT_ADDED}
     * @param liveCodeId only who came by this live code
     * @param channelId only who came by this channel
     * @param state only who came with this state
     */
    record TriggerRequest(
            @NotNull TriggerType type,
            @Pattern(regexp = RowId.PATTERN) @Nullable String liveCodeId,
            @Pattern(regexp = RowId.PATTERN) @Nullable String channelId,
            @Nullable State state) {
        Trigger trigger() {
            return new Trigger.ContactAdded(liveCodeId, channelId, state);
        }
    }

    enum TriggerType {
        CONTACT_ADDED
    }

    record StepRequest(
            @NotNull @Valid WhenRequest when,
            @NotNull @Valid ContentRequest content) {}

    /**
     * Either {@code after}, or {@code day} with or without {@code at}.
     *
     * @param after a duration, for example {@code PT1H}
     * @param day days later by the corp's calendar, 0 to 3650
     * @param at time of day by the corp's clocks, for example {@code 10:00}
     */
    record WhenRequest(
            @Nullable Duration after,
            @Nullable Integer day,
            @Nullable LocalTime at) {
        private static final int MAX_DAYS = 3650;

        void problems(String field, List<FieldProblem> problems) {
            if (after == null && day == null) {
                problems.add(new FieldProblem(field, "when_missing"));
            } else if (after != null && (day != null || at != null)) {
                problems.add(new FieldProblem(field, "when_ambiguous"));
            } else if (day != null && (day < 0 || day > MAX_DAYS)) {
                problems.add(new FieldProblem(field + ".day", "out_of_range", 0, MAX_DAYS));
            } else if (after != null && after.compareTo(Duration.ofDays(MAX_DAYS)) > 0) {
                problems.add(new FieldProblem(field + ".after", "too_large", "P" + MAX_DAYS + "D"));
            } else if (when().mayPrecedeTrigger()) {
                problems.add(new FieldProblem(field + (after == null ? ".at" : ".after"), "before_trigger"));
            }
        }

        When when() {
            if (after != null) {
                return new When.After(after);
            }
            return new When.OnDay(day == null ? 0 : day, at);
        }
    }
}
