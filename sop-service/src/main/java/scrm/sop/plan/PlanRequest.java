package scrm.sop.plan;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.rest.FieldProblem;
import scrm.sop.definition.Misfire;
import scrm.sop.definition.PlanDefinition;
import scrm.sop.definition.Target;
import scrm.sop.definition.Trigger;
import scrm.sop.quota.OverflowFields;

/**
 * A plan as a client writes it.
 *
 * @param name unique in the corp
 * @param audience what it is for; absent: contacts
 * @param only external_userids, chat_ids or userids, 1000 at most: a time enrols only these; absent: all of its kind
 * @param trigger what enrols; absent: whoever is added
 * @param repeats whether somebody is taken again each time the trigger says so; absent: once per version
 * @param steps 50 at most; a draft may have none yet
 * @param misfire what becomes of what was missed; absent: it is done late
 * @param exits what ends an enrolment early, 10 at most
 * @param priority 0 to 9, the higher goes first where not all can; absent: 5
 * @param ifFull what becomes of what a receiver may not get yet; absent: what the corp has chosen
 * @param holdOut percent of contacts whom it leaves out, to be compared with the others, 0 to 50; absent: 0; none if
 *     the plan {@code repeats}, for whom it holds out it would count more often than whom it takes
 */
record PlanRequest(
        @NotBlank @Size(max = 50) String name,
        Target.@Nullable Kind audience,
        @Size(max = PlanRequest.MAX_ONLY) @Nullable List<@NotBlank @Size(max = 64) String> only,
        @Valid @Nullable TriggerRequest trigger,
        @Nullable Boolean repeats,
        @Size(max = PlanDefinition.MAX_STEPS) @Nullable List<@NotNull @Valid StepRequest> steps,
        @Valid @Nullable MisfireRequest misfire,
        @Size(max = 10) @Nullable List<@NotNull @Valid TriggerRequest> exits,
        @Min(0) @Max(9) @Nullable Integer priority,
        @Nullable OverflowFields ifFull,

        @Min(0) @Max(PlanDefinition.MAX_HOLD_OUT) @Nullable Integer holdOut) {
    static final int MAX_ONLY = 1000;

    /** All that is wrong with it, at once. */
    List<FieldProblem> problems(Instant now, ZoneId zone) {
        List<FieldProblem> problems = new ArrayList<>();
        triggerProblems(now, zone, problems);
        exitProblems(problems);
        if (misfire != null && misfire.misfire().tolerance().isNegative()) {
            problems.add(new FieldProblem("misfire.tolerance", "too_small", "PT0S"));
        }
        if (ifFull != null) {
            ifFull.problems("ifFull", problems);
        }
        if (holdOut != null && holdOut > 0 && audienceOrContacts() != Target.Kind.CONTACT) {
            problems.add(new FieldProblem("holdOut", "not_for_audience"));
        }
        if (holdOut != null && holdOut > 0 && Boolean.TRUE.equals(repeats)) {
            problems.add(new FieldProblem("holdOut", "not_for_repeating"));
        }
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < stepsOrNone().size(); i++) {
            String field = "steps[" + i + "]";
            if (!keys.add(stepsOrNone().get(i).keyAt(i))) {
                problems.add(new FieldProblem(field + ".key", "duplicate"));
            }
            stepsOrNone().get(i).problems(field, i == 0, problems);
            stepsOrNone().get(i).audienceProblems(field, audienceOrContacts(), problems);
        }
        if (audienceOrContacts() != Target.Kind.CONTACT) {
            segments().keySet().forEach(field -> problems.add(new FieldProblem(field, "not_for_audience")));
        }
        return problems;
    }

    /** Webhooks that its steps call, by the fields that name them. */
    Map<String, String> webhooks() {
        Map<String, String> webhooks = new LinkedHashMap<>();
        for (int i = 0; i < stepsOrNone().size(); i++) {
            webhooks.putAll(stepsOrNone().get(i).webhooks("steps[" + i + "]"));
        }
        return webhooks;
    }

    /** Segments that its steps ask for, by the fields that name them. */
    Map<String, String> segments() {
        Map<String, String> segments = new LinkedHashMap<>();
        for (int i = 0; i < stepsOrNone().size(); i++) {
            segments.putAll(stepsOrNone().get(i).segments("steps[" + i + "]"));
        }
        return segments;
    }

    private void triggerProblems(Instant now, ZoneId zone, List<FieldProblem> problems) {
        int before = problems.size();
        if (trigger != null) {
            trigger.problems("trigger", problems);
        }
        if (problems.size() > before) {
            return;
        }
        Trigger wanted = triggerOrAnyone();
        if (!wanted.isFor(audienceOrContacts())) {
            problems.add(new FieldProblem("trigger.type", "not_for_audience"));
        }
        boolean takesAll = wanted instanceof Trigger.Timed
                && !(wanted instanceof Trigger.ContactDate)
                && !(wanted instanceof Trigger.Inactive);
        if (!takesAll && !onlyOrAll().isEmpty()) {
            problems.add(new FieldProblem("only", "not_with_trigger"));
        }
        if (wanted instanceof Trigger.Timed timed) {
            if (timed.next(now, zone).isEmpty()) {
                problems.add(new FieldProblem("trigger", "never_fires"));
            }
            if (audience == Target.Kind.MEMBER && onlyOrAll().isEmpty()) {
                problems.add(new FieldProblem("only", "required"));
            }
        }
    }

    private void exitProblems(List<FieldProblem> problems) {
        for (int i = 0; i < exitsOrNone().size(); i++) {
            String field = "exits[" + i + "]";
            int before = problems.size();
            exitsOrNone().get(i).problems(field, problems);
            if (problems.size() == before
                    && !(exitsOrNone().get(i).trigger() instanceof Trigger.Event event
                            && event.isFor(audienceOrContacts()))) {
                problems.add(new FieldProblem(field + ".type", "not_for_audience"));
            }
        }
    }

    /** Of one without problems. */
    PlanDefinition definition(Kept kept) {
        List<PlanDefinition.Step> definition = new ArrayList<>();
        for (StepRequest step : stepsOrNone()) {
            int index = definition.size();
            definition.add(step.step(kept, index, "steps[" + index + "]"));
        }
        return new PlanDefinition(
                audienceOrContacts(),
                onlyOrAll(),
                triggerOrAnyone(),
                Boolean.TRUE.equals(repeats),
                definition,
                misfire == null ? Misfire.RUN : misfire.misfire(),
                exitsOrNone().stream()
                        .map(exit -> (Trigger.Event) exit.trigger())
                        .toList(),
                priority == null ? PlanDefinition.USUAL_PRIORITY : priority,
                ifFull == null ? null : ifFull.overflow(),
                holdOut == null ? 0 : holdOut);
    }

    private List<StepRequest> stepsOrNone() {
        return steps == null ? List.of() : steps;
    }

    private List<TriggerRequest> exitsOrNone() {
        return exits == null ? List.of() : exits;
    }

    private List<String> onlyOrAll() {
        return only == null ? List.of() : only.stream().distinct().sorted().toList();
    }

    private Target.Kind audienceOrContacts() {
        return audience == null ? Target.Kind.CONTACT : audience;
    }

    private Trigger triggerOrAnyone() {
        return trigger == null ? new Trigger.ContactAdded(null, null, null) : trigger.trigger();
    }

    /**
     * What becomes of what was missed.
     *
     * @param policy what is done
     * @param tolerance how late something may be without having been missed; absent: 15 minutes
     */
    record MisfireRequest(
            Misfire.@NotNull Policy policy, @Nullable Duration tolerance) {
        Misfire misfire() {
            return new Misfire(policy, tolerance == null ? Misfire.RUN.tolerance() : tolerance);
        }
    }
}
