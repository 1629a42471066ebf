package scrm.sop.moment;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.TagId;
import scrm.events.UserId;
import scrm.rest.FieldProblem;
import scrm.sop.moment.Moment.Audience;

/**
 * A moment as a client writes it. Limits are those of document 95094.
 *
 * @param userIds members who are asked, 100000 at most; absent with {@code departments}: everybody
 * @param departments ids of departments whose members are asked, instead of {@code userIds}
 * @param tagIds corp tags: contacts with any of them see it; absent: all
 * @param askAt when members are asked; absent: now
 */
record MomentRequest(
        @NotNull @Valid MomentContentRequest content,
        @Nullable List<@NotNull UserId> userIds,
        @Nullable List<@NotNull Integer> departments,
        @Nullable List<@NotNull TagId> tagIds,
        @Nullable Instant askAt) {
    private static final int MOST_MEMBERS = 100_000;
    private static final int MOST_DEPARTMENTS = 1000;
    private static final int MOST_TAGS = 100;

    /** Everything that is wrong with it, all at once. */
    List<FieldProblem> problems(Instant now) {
        List<FieldProblem> problems = content.problems("content");
        most("userIds", userIds, MOST_MEMBERS, problems);
        most("departments", departments, MOST_DEPARTMENTS, problems);
        most("tagIds", tagIds, MOST_TAGS, problems);
        if (userIds != null && departments != null) {
            problems.add(new FieldProblem("departments", "members_or_departments"));
        }
        if (askAt != null && askAt.isBefore(now)) {
            problems.add(new FieldProblem("askAt", "past"));
        }
        return problems;
    }

    /** A list that is given and empty would reach everybody: hardly what is meant. */
    private static void most(String field, @Nullable List<?> list, int most, List<FieldProblem> problems) {
        if (list != null && list.isEmpty()) {
            problems.add(new FieldProblem(field, "too_few", 1));
        }
        if (list != null && list.size() > most) {
            problems.add(new FieldProblem(field, "too_many", most));
        }
    }

    Audience audience() {
        return new Audience(
                userIds != null,
                departments == null
                        ? List.of()
                        : departments.stream()
                                .distinct()
                                .map(Integer::longValue)
                                .toList(),
                tagIds == null ? List.of() : tagIds.stream().distinct().toList());
    }

    Set<UserId> members() {
        return userIds == null ? Set.of() : new HashSet<>(userIds);
    }
}
