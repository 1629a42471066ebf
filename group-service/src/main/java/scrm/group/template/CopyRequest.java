package scrm.group.template;

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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.UserId;
import scrm.group.template.GroupTemplates.Copy;
import scrm.rest.FieldProblem;

/**
 * Which copies of a group are wanted.
 *
 * @param count how many
 * @param names one for each; absent: by the pattern
 * @param pattern a name with {@code {n}} for the number; absent: by names
 * @param firstNumber the number of the first; absent: 1
 * @param owners userids, one after the other and from the beginning again; absent: the template's
 * @param chatIds groups that are there and into which the copies' live codes lead first; absent: owners make the groups
 *     by hand
 * @param startsOn first day; absent: the day on which each gets its group
 * @param endsOn last day; may be absent if the template has a goal
 */
record CopyRequest(
        @Min(1) @Max(100) int count,
        @Size(max = 100) @Nullable List<@NotBlank @Size(max = NAME) String> names,
        @Size(max = NAME) @Nullable String pattern,
        @Min(1) @Max(1_000_000) @Nullable Integer firstNumber,
        @Size(min = 1, max = 100) @Nullable List<@NotNull @Pattern(regexp = UserId.PATTERN) String> owners,
        @Size(max = 5) @Nullable List<@NotNull @Size(min = 1, max = 64) String> chatIds,
        @Nullable LocalDate startsOn,
        @Nullable LocalDate endsOn) {
    private static final int NAME = 40;
    private static final String NUMBER = "{n}";

    /** What is wrong with it for this template. */
    List<FieldProblem> problems(GroupTemplate template, LocalDate today) {
        List<FieldProblem> problems = new ArrayList<>();
        if (pattern == null) {
            checkNames(problems);
        } else if (names != null) {
            problems.add(new FieldProblem("pattern", "names_or_pattern"));
        } else if (!pattern.contains(NUMBER)) {
            problems.add(new FieldProblem("pattern", "wrong_format", "福利{n}群"));
        } else if (name(count - 1).length() > NAME) {
            problems.add(new FieldProblem("pattern", "too_long", NAME));
        }
        if (chatIds != null && !chatIds.isEmpty() && template.channelId() == null) {
            problems.add(new FieldProblem("chatIds", "no_channel"));
        }
        if (endsOn == null && template.definition().goal() == null) {
            problems.add(new FieldProblem("endsOn", "required"));
        } else if (endsOn != null && endsOn.isBefore(today)) {
            problems.add(new FieldProblem("endsOn", "past"));
        } else if (endsOn != null && startsOn != null && endsOn.isBefore(startsOn)) {
            problems.add(new FieldProblem("endsOn", "ends_before_start"));
        }
        return problems;
    }

    private void checkNames(List<FieldProblem> problems) {
        List<String> all = names;
        if (all == null) {
            problems.add(new FieldProblem("names", "required"));
        } else if (all.size() < count) {
            problems.add(new FieldProblem("names", "too_few", count));
        } else if (all.size() > count) {
            problems.add(new FieldProblem("names", "too_many", count));
        } else if (new HashSet<>(all).size() < count) {
            problems.add(new FieldProblem("names", "duplicate"));
        }
    }

    List<ChatId> chats() {
        return chatIds == null
                ? List.of()
                : chatIds.stream().distinct().map(ChatId::new).toList();
    }

    /** One for each; a template has an owner, for its charter was approved. */
    List<Copy> copies(GroupTemplate template) {
        List<UserId> all = owners == null
                ? List.of(template.definition().owner().orElseThrow())
                : owners.stream().map(UserId::new).toList();
        return IntStream.range(0, count)
                .mapToObj(i -> new Copy(i + 1, name(i), all.get(i % all.size())))
                .toList();
    }

    private String name(int index) {
        if (names != null) {
            return names.get(index).strip();
        }
        int first = firstNumber == null ? 1 : firstNumber;
        return pattern == null ? "" : pattern.strip().replace(NUMBER, Integer.toString(first + index));
    }
}
