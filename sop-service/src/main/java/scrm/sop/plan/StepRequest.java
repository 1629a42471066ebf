package scrm.sop.plan;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import scrm.events.TagId;
import scrm.rest.FieldProblem;
import scrm.rest.RowId;
import scrm.sop.content.ContentRequest;
import scrm.sop.content.Wording;

/**
 * A step as a client writes it. It does exactly one thing.
 *
 * @param key names it over all versions; absent: its number, from 1
 * @param when when it comes due
 * @param conditions what must be so by then; all of it
 * @param content what is said
 * @param ask what the member is asked to do, by an app message; 500 characters at most
 * @param changeTags tags of the contact that are set and taken away
 * @param otherwise other ways, in order: the first is taken whose conditions hold, where the step's own do not
 */
record StepRequest(
        @Pattern(regexp = "^[a-z0-9_-]{1,32}$") @Nullable String key,
        @NotNull @Valid WhenRequest when,
        @Size(max = StepRequest.MAX_CONDITIONS) @Nullable List<@NotNull @Valid ConditionRequest> conditions,
        @Valid @Nullable ContentRequest content,
        @Size(max = StepRequest.MAX_ASK) @Nullable String ask,
        @Valid @Nullable ChangeTagsRequest changeTags,
        @Size(max = StepRequest.MAX_WAYS) @Nullable List<@NotNull @Valid WayRequest> otherwise) {
    /** What becomes of contents. */
    @FunctionalInterface
    interface Kept {
        Wording of(ContentRequest content, String field);
    }

    static final int MAX_CONDITIONS = 10;
    static final int MAX_WAYS = 10;
    static final int MAX_ASK = 500;
    static final int MAX_TAGS = 20;

    /** @param first whether no step stands before it */
    void problems(String field, boolean first, List<FieldProblem> problems) {
        when.problems(field + ".when", first, problems);
        List<WayRequest> ways = ways();
        for (int i = 0; i < ways.size(); i++) {
            ways.get(i).problems(wayField(field, i), problems);
        }
    }

    /** Whether it says something, by whichever way it goes. */
    boolean says() {
        return ways().stream().anyMatch(way -> way.content() != null);
    }

    String keyAt(int index) {
        return key == null ? String.valueOf(index + 1) : key;
    }

    PlanDefinition.Step step(Kept kept, int index, String field) {
        List<PlanDefinition.Way> ways = new ArrayList<>();
        for (WayRequest way : ways()) {
            ways.add(way.way(kept, wayField(field, ways.size())));
        }
        PlanDefinition.Way first = ways.removeFirst();
        return new PlanDefinition.Step(keyAt(index), when.when(), first.conditions(), first.action(), ways);
    }

    private List<WayRequest> ways() {
        List<WayRequest> ways = new ArrayList<>();
        ways.add(new WayRequest(conditions, content, ask, changeTags));
        if (otherwise != null) {
            ways.addAll(otherwise);
        }
        return ways;
    }

    private static String wayField(String field, int way) {
        return way == 0 ? field : field + ".otherwise[" + (way - 1) + "]";
    }

    /**
     * One way in which a step may go.
     *
     * @param conditions what must be so; none: always
     * @param content what is said
     * @param ask what the member is asked to do, by an app message; 500 characters at most
     * @param changeTags tags of the contact that are set and taken away
     */
    record WayRequest(
            @Size(max = StepRequest.MAX_CONDITIONS) @Nullable
            List<@NotNull @Valid ConditionRequest> conditions,

            @Valid @Nullable ContentRequest content,
            @Size(max = StepRequest.MAX_ASK) @Nullable String ask,
            @Valid @Nullable ChangeTagsRequest changeTags) {
        void problems(String field, List<FieldProblem> problems) {
            List<ConditionRequest> asked = conditionsOrNone();
            for (int i = 0; i < asked.size(); i++) {
                asked.get(i).problems(field + ".conditions[" + i + "]", problems);
            }
            int given = (content == null ? 0 : 1) + (ask == null ? 0 : 1) + (changeTags == null ? 0 : 1);
            if (given == 0) {
                problems.add(new FieldProblem(field + ".content", "required"));
            } else if (given > 1) {
                problems.add(new FieldProblem(field, "one_action"));
            }
            if (content != null) {
                problems.addAll(content.problems(field + ".content"));
            }
            if (ask != null && ask.isBlank()) {
                problems.add(new FieldProblem(field + ".ask", "required"));
            }
            if (changeTags != null) {
                changeTags.problems(field + ".changeTags", problems);
            }
        }

        PlanDefinition.Way way(Kept kept, String field) {
            return new PlanDefinition.Way(
                    conditionsOrNone().stream().map(ConditionRequest::condition).toList(), action(kept, field));
        }

        private Action action(Kept kept, String field) {
            if (ask != null) {
                return new Action.Ask(ask);
            }
            if (changeTags != null) {
                return new Action.ChangeTags(changeTags.addOrNone(), changeTags.removeOrNone());
            }
            return new Action.Say(kept.of(Objects.requireNonNull(content), field + ".content"));
        }

        private List<ConditionRequest> conditionsOrNone() {
            return conditions == null ? List.of() : conditions;
        }
    }

    /**
     * Which corp tags change; at least one.
     *
     * @param add tags to be set, 20 at most
     * @param remove tags to be taken away, 20 at most
     */
    record ChangeTagsRequest(
            @Size(max = StepRequest.MAX_TAGS) @Nullable List<@NotNull TagId> add,
            @Size(max = StepRequest.MAX_TAGS) @Nullable List<@NotNull TagId> remove) {
        void problems(String field, List<FieldProblem> problems) {
            if (addOrNone().isEmpty() && removeOrNone().isEmpty()) {
                problems.add(new FieldProblem(field + ".add", "required"));
            } else if (!Collections.disjoint(addOrNone(), removeOrNone())) {
                problems.add(new FieldProblem(field + ".remove", "duplicate"));
            }
        }

        List<TagId> addOrNone() {
            return add == null ? List.of() : add;
        }

        List<TagId> removeOrNone() {
            return remove == null ? List.of() : remove;
        }

        static @Nullable ChangeTagsRequest of(Action action) {
            return action instanceof Action.ChangeTags change
                    ? new ChangeTagsRequest(change.add(), change.remove())
                    : null;
        }
    }

    /**
     * What must be so of a contact.
     *
     * @param type what is asked
     * @param tagId of {@code HAS_TAG} and {@code LACKS_TAG}: the corp tag
     * @param segmentId of {@code IN_SEGMENT}: the segment
     */
    record ConditionRequest(
            @NotNull Type type,
            @Nullable TagId tagId,
            @Pattern(regexp = RowId.PATTERN) @Nullable String segmentId) {
        /** What is asked. */
        enum Type {
            HAS_TAG,
            LACKS_TAG,
            IN_SEGMENT
        }

        void problems(String field, List<FieldProblem> problems) {
            if (type == Type.IN_SEGMENT) {
                problems.add(new FieldProblem(field + ".type", "not_yet"));
            } else if (tagId == null) {
                problems.add(new FieldProblem(field + ".tagId", "required"));
            }
        }

        Condition condition() {
            return switch (type) {
                case HAS_TAG -> new Condition.HasTag(Objects.requireNonNull(tagId));
                case LACKS_TAG -> new Condition.LacksTag(Objects.requireNonNull(tagId));
                case IN_SEGMENT -> new Condition.InSegment(Objects.requireNonNull(segmentId));
            };
        }

        static ConditionRequest of(Condition condition) {
            return switch (condition) {
                case Condition.HasTag(TagId tagId) -> new ConditionRequest(Type.HAS_TAG, tagId, null);
                case Condition.LacksTag(TagId tagId) -> new ConditionRequest(Type.LACKS_TAG, tagId, null);
                case Condition.InSegment(String segmentId) -> new ConditionRequest(Type.IN_SEGMENT, null, segmentId);
            };
        }
    }

    /**
     * Either {@code after}, or {@code day} with or without {@code at}, or {@code weekday} with {@code at}.
     *
     * @param after a duration, for example {@code PT1H}
     * @param day days later by the corp's calendar, 0 to 3650
     * @param weekday the next such day
     * @param at time of day by the corp's clocks, for example {@code 10:00}
     * @param fromPrevious whether it is counted from the time at which the step before is due; absent: from the trigger
     */
    record WhenRequest(
            @Nullable Duration after,
            @Nullable Integer day,
            @Nullable DayOfWeek weekday,
            @Nullable LocalTime at,
            @Nullable Boolean fromPrevious) {
        private static final int MAX_DAYS = 3650;

        void problems(String field, boolean first, List<FieldProblem> problems) {
            int given = (after == null ? 0 : 1) + (day == null ? 0 : 1) + (weekday == null ? 0 : 1);
            if (given == 0) {
                problems.add(new FieldProblem(field, "when_missing"));
            } else if (given > 1 || (after != null && at != null)) {
                problems.add(new FieldProblem(field, "when_ambiguous"));
            } else if (weekday != null && at == null) {
                problems.add(new FieldProblem(field + ".at", "required"));
            } else if (day != null && (day < 0 || day > MAX_DAYS)) {
                problems.add(new FieldProblem(field + ".day", "out_of_range", 0, MAX_DAYS));
            } else if (after != null && after.compareTo(Duration.ofDays(MAX_DAYS)) > 0) {
                problems.add(new FieldProblem(field + ".after", "too_large", "P" + MAX_DAYS + "D"));
            } else if (when().mayPrecedeTrigger()) {
                problems.add(new FieldProblem(field + (after == null ? ".at" : ".after"), "before_trigger"));
            }
            if (first && isFromPrevious()) {
                problems.add(new FieldProblem(field + ".fromPrevious", "no_step_before"));
            }
        }

        When when() {
            return isFromPrevious() ? new When.AfterPrevious(own()) : own();
        }

        private When own() {
            if (after != null) {
                return new When.After(after);
            }
            if (weekday != null) {
                return new When.OnWeekday(weekday, Objects.requireNonNull(at));
            }
            return new When.OnDay(day == null ? 0 : day, at);
        }

        private boolean isFromPrevious() {
            return Boolean.TRUE.equals(fromPrevious);
        }

        static WhenRequest of(When when) {
            return switch (when) {
                case When.After(Duration duration) -> new WhenRequest(duration, null, null, null, false);
                case When.OnDay onDay -> new WhenRequest(null, onDay.day(), null, onDay.at(), false);
                case When.OnWeekday(DayOfWeek weekday, LocalTime at) -> new WhenRequest(null, null, weekday, at, false);
                case When.AfterPrevious(When inner) -> of(inner).fromPreviousStep();
            };
        }

        private WhenRequest fromPreviousStep() {
            return new WhenRequest(after, day, weekday, at, true);
        }
    }
}
