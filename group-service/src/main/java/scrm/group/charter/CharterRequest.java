package scrm.group.charter;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.GroupEvent.DayTopic;
import scrm.events.UserId;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;
import scrm.rest.RowId;

/**
 * A charter as a client writes it; an edit replaces all of it. A draft may leave out what approval asks for: why,
 * value, where, audience, earning, an owner, and an end or a goal. Days are in the corp's time zone.
 *
 * @param name the group's
 * @param kind what members come for
 * @param why why the company has this group
 * @param value what members get
 * @param where where members come from and where the group is shown
 * @param audience who it is for
 * @param startsOn its first day; absent: the day on which it gets its group
 * @param endsOn its last day
 * @param goal with which it has done what it was for
 * @param earning how it pays
 * @param dimensions what it is told apart by
 * @param rules for members
 * @param roles who does what; one owner at most
 * @param softCap how many members make it full; absent: 200
 * @param preparesNext whether the next group is prepared when it is full; absent: no
 * @param welcomeText what members are welcomed with
 * @param tags names of the group's tags
 * @param planIds plans that it is enrolled in
 * @param topics what is to be said on which day
 */
record CharterRequest(
        @NotBlank @Size(max = 40) String name,
        @NotNull Charter.Kind kind,
        @Size(max = 500) @Nullable String why,
        @Size(max = 500) @Nullable String value,
        @Size(max = 500) @Nullable String where,
        @Size(max = 500) @Nullable String audience,
        @Nullable LocalDate startsOn,
        @Nullable LocalDate endsOn,
        @Valid @Nullable GoalRequest goal,
        @Size(max = 500) @Nullable String earning,
        @Valid @Nullable DimensionsRequest dimensions,
        @Size(max = 3) @Nullable List<@NotBlank @Size(max = 200) String> rules,
        @Size(max = 50) @Nullable List<@NotNull @Valid DutyRequest> roles,
        @Min(2) @Max(500) @Nullable Integer softCap,
        @Nullable Boolean preparesNext,
        @Size(max = 1000) @Nullable String welcomeText,
        @Size(max = 10) @Nullable List<@NotBlank @Size(max = 30) String> tags,
        @Size(max = 10) @Nullable List<@NotNull @Pattern(regexp = RowId.PATTERN) String> planIds,
        @Size(max = 100) @Nullable List<@NotNull @Valid TopicRequest> topics) {
    /** Columns hold the days from here ... */
    private static final LocalDate FIRST = LocalDate.of(1000, 1, 1);

    /** ... to here, and the day after the last. */
    private static final LocalDate LAST = LocalDate.of(9999, 12, 30);

    /** A figure that is to be reached. */
    record GoalRequest(
            @NotNull Charter.Measure measure,
            @Min(1) @Max(1_000_000_000) long target) {}

    /** What it is told apart by. */
    record DimensionsRequest(
            @Size(max = 50) @Nullable String product,
            @Size(max = 50) @Nullable String region,
            @Size(max = 50) @Nullable String goal) {}

    /** Who does what. */
    record DutyRequest(
            @NotNull @Pattern(regexp = UserId.PATTERN) String userId,
            @NotNull Charter.Role role) {}

    /** What is to be said on a day; day 1 is the first. */
    record TopicRequest(
            @Min(1) @Max(366) int day,
            @NotBlank @Size(max = 500) String text) {}

    /** @throws InvalidRequest naming everything that is wrong with it */
    Charter.Definition definition() {
        List<FieldProblem> problems = new ArrayList<>();
        checkDay("startsOn", startsOn, problems);
        checkDay("endsOn", endsOn, problems);
        if (startsOn != null && endsOn != null && endsOn.isBefore(startsOn)) {
            problems.add(new FieldProblem("endsOn", "ends_before_start"));
        }
        List<Charter.Duty> duties = duties(problems);
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(problems);
        }
        return new Charter.Definition(
                name.strip(),
                kind,
                text(why),
                text(value),
                text(where),
                text(audience),
                startsOn,
                endsOn,
                goal == null ? null : new Charter.Goal(goal.measure(), goal.target()),
                text(earning),
                dimensions == null
                        ? new Charter.Dimensions(null, null, null)
                        : new Charter.Dimensions(
                                text(dimensions.product()), text(dimensions.region()), text(dimensions.goal())),
                rules == null ? List.of() : rules.stream().map(String::strip).toList(),
                duties,
                softCap == null ? Charter.Definition.USUAL_SOFT_CAP : softCap,
                preparesNext != null && preparesNext,
                text(welcomeText),
                tags == null
                        ? List.of()
                        : tags.stream().map(String::strip).distinct().toList(),
                planIds == null ? List.of() : planIds.stream().distinct().toList(),
                topics == null
                        ? List.of()
                        : topics.stream()
                                .map(topic ->
                                        new DayTopic(topic.day(), topic.text().strip()))
                                .toList());
    }

    private List<Charter.Duty> duties(List<FieldProblem> problems) {
        List<Charter.Duty> duties = new ArrayList<>();
        Set<Charter.Duty> seen = new HashSet<>();
        boolean owned = false;
        for (int i = 0; roles != null && i < roles.size(); i++) {
            Charter.Duty duty = new Charter.Duty(
                    new UserId(roles.get(i).userId()), roles.get(i).role());
            if (!seen.add(duty)) {
                problems.add(new FieldProblem("roles[" + i + "]", "duplicate"));
            } else if (duty.role() == Charter.Role.OWNER && owned) {
                problems.add(new FieldProblem("roles[" + i + "].role", "second_owner"));
            }
            owned |= duty.role() == Charter.Role.OWNER;
            duties.add(duty);
        }
        return duties;
    }

    private static void checkDay(String field, @Nullable LocalDate day, List<FieldProblem> problems) {
        if (day != null && (day.isBefore(FIRST) || day.isAfter(LAST))) {
            problems.add(new FieldProblem(field, "out_of_range", FIRST.toString(), LAST.toString()));
        }
    }

    /** Blank is absent. */
    private static @Nullable String text(@Nullable String written) {
        return written == null || written.isBlank() ? null : written.strip();
    }
}
