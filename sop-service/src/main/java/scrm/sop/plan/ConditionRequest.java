package scrm.sop.plan;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import scrm.events.TagId;
import scrm.rest.FieldProblem;
import scrm.rest.RowId;
import scrm.sop.definition.Condition;

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
        if (type == Type.IN_SEGMENT && segmentId == null) {
            problems.add(new FieldProblem(field + ".segmentId", "required"));
        } else if (type != Type.IN_SEGMENT && tagId == null) {
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
