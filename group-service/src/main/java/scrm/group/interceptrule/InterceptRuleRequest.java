package scrm.group.interceptrule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.UserId;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;
import scrm.wecom.InterceptRules.Action;
import scrm.wecom.InterceptRules.Rule;
import scrm.wecom.InterceptRules.Semantics;

/**
 * An intercept rule as a client writes it; an edit replaces all of it. Limits are those of document 95097.
 *
 * @param name 1 to 20 characters
 * @param words 1 to 300, each once, of 32 characters at most and without line breaks
 * @param semantics what else is caught; absent: nothing
 * @param action whether it is blocked or only warned of
 * @param users with departments: whom it concerns, at least one and 1000 of each at most
 * @param departments ids of departments
 */
record InterceptRuleRequest(
        @Nullable String name,
        @Nullable List<@Nullable String> words,
        @Nullable Set<Semantics> semantics,
        @Nullable Action action,
        @Nullable List<UserId> users,
        @Nullable List<Integer> departments) {
    private static final int NAME_LENGTH = 20;
    private static final int WORDS = 300;
    private static final int WORD_LENGTH = 32;
    private static final int RANGE = 1000;

    /** @throws InvalidRequest naming everything that is wrong */
    Rule rule() {
        List<FieldProblem> problems = problems();
        if (!problems.isEmpty() || action == null) {
            throw InvalidRequest.fields(problems);
        }
        return new Rule(
                String.valueOf(name).strip(),
                wordsOrNone().stream().map(String::valueOf).toList(),
                semantics == null ? Set.of() : semantics,
                action,
                users == null ? List.of() : users.stream().distinct().toList(),
                departments == null
                        ? List.of()
                        : departments.stream()
                                .distinct()
                                .map(Integer::longValue)
                                .toList());
    }

    private List<FieldProblem> problems() {
        List<FieldProblem> problems = new ArrayList<>();
        if (name == null || name.isBlank()) {
            problems.add(new FieldProblem("name", "required"));
        } else if (length(name.strip()) > NAME_LENGTH) {
            problems.add(new FieldProblem("name", "too_long", NAME_LENGTH));
        }
        if (action == null) {
            problems.add(new FieldProblem("action", "required"));
        }
        words(problems);
        int userCount = users == null ? 0 : users.size();
        int departmentCount = departments == null ? 0 : departments.size();
        if (userCount + departmentCount == 0) {
            problems.add(new FieldProblem("users", "required"));
        }
        if (userCount > RANGE) {
            problems.add(new FieldProblem("users", "too_many", RANGE));
        }
        if (departmentCount > RANGE) {
            problems.add(new FieldProblem("departments", "too_many", RANGE));
        }
        return problems;
    }

    private void words(List<FieldProblem> problems) {
        List<@Nullable String> all = wordsOrNone();
        if (all.isEmpty()) {
            problems.add(new FieldProblem("words", "required"));
        }
        if (all.size() > WORDS) {
            problems.add(new FieldProblem("words", "too_many", WORDS));
            return;
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            String word = all.get(i);
            String field = "words[" + i + "]";
            if (word == null || word.isBlank()) {
                problems.add(new FieldProblem(field, "required"));
            } else if (length(word) > WORD_LENGTH) {
                problems.add(new FieldProblem(field, "too_long", WORD_LENGTH));
            } else if (word.codePoints().anyMatch(Character::isISOControl)) {
                problems.add(new FieldProblem(field, "malformed"));
            } else if (!seen.add(word)) {
                problems.add(new FieldProblem(field, "duplicate"));
            }
        }
    }

    private List<@Nullable String> wordsOrNone() {
        return words == null ? List.of() : words;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
