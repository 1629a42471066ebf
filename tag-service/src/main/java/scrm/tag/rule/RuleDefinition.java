package scrm.tag.rule;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.TagId;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;

/**
 * What a rule asks for and does, as a client writes it and as it is kept.
 *
 * @param when what must have happened and hold
 * @param then what follows
 */
public record RuleDefinition(
        @NotNull ConditionRequest when, @Valid @NotNull ActionRequest then) {
    private static final int MOST_TAGS = 20;

    /**
     * What follows: at least one tag is set or taken away.
     *
     * @param addTagIds corp tags to set
     * @param removeTagIds corp tags to take away
     * @param expireAfterDays after how many days tags that were set are taken away again; absent: never
     * @param relations {@code EVENT}, the default: the relation that the event is about, all that last if it is about
     *     none; {@code ALL}: all that last
     */
    public record ActionRequest(
            @Nullable List<TagId> addTagIds,
            @Nullable List<TagId> removeTagIds,
            @Positive @Max(3650) @Nullable Integer expireAfterDays,
            TaggingRule.@Nullable Relations relations) {}

    /** @throws InvalidRequest naming the paths of all that is wrong with the condition */
    public Condition condition() {
        List<FieldProblem> problems = new ArrayList<>();
        Condition condition = ConditionRequest.condition(when, "when", problems);
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(problems);
        }
        return condition;
    }

    /** @throws InvalidRequest naming what is wrong with the action */
    public TaggingRule.Action action() {
        List<TagId> add = then.addTagIds() == null ? List.of() : then.addTagIds();
        List<TagId> remove = then.removeTagIds() == null ? List.of() : then.removeTagIds();
        if (add.isEmpty() && remove.isEmpty()) {
            throw InvalidRequest.field("then.addTagIds", "too_few", 1);
        }
        check("then.addTagIds", add, Set.of());
        check("then.removeTagIds", remove, Set.copyOf(add));
        return new TaggingRule.Action(
                add,
                remove,
                then.expireAfterDays(),
                then.relations() == null ? TaggingRule.Relations.EVENT : then.relations());
    }

    private static void check(String field, List<TagId> tagIds, Set<TagId> taken) {
        if (tagIds.size() > MOST_TAGS) {
            throw InvalidRequest.field(field, "too_many", MOST_TAGS);
        }
        Set<TagId> seen = new HashSet<>(taken);
        for (int i = 0; i < tagIds.size(); i++) {
            if (!seen.add(tagIds.get(i))) {
                throw InvalidRequest.field(field + "[" + i + "]", "duplicate");
            }
        }
    }
}
