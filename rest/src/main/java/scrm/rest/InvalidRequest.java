package scrm.rest;

import java.util.ArrayList;
import java.util.List;

/**
 * 400: fields that cannot be taken as they are, all of them at once.
 *
 * <p>Codes with messages of their own (arguments in brackets): {@code required}, {@code too_long} (characters),
 * {@code too_short} (characters), {@code too_many} (items), {@code too_few} (items), {@code too_small} (least),
 * {@code too_large} (most), {@code out_of_range} (least, most), {@code malformed}, {@code wrong_type} (type),
 * {@code not_allowed} (allowed values), {@code unknown}, {@code duplicate}, {@code not_found}, {@code past}. A service
 * adds others in a bundle named by {@code scrm.rest.messages}, under {@code field.<code>}.
 *
 * <pre>{@code throw InvalidRequest.field("name", "too_long", 64).and("userids[3]", "not_found");}</pre>
 */
public final class InvalidRequest extends ProblemException {
    private InvalidRequest(List<FieldProblem> errors) {
        super(Problem.of(ProblemCode.INVALID_REQUEST).withErrors(errors));
    }

    public static InvalidRequest field(String field, String code, Object... args) {
        return new InvalidRequest(List.of(new FieldProblem(field, code, args)));
    }

    public static InvalidRequest fields(List<FieldProblem> errors) {
        return new InvalidRequest(errors);
    }

    /** The same with one more field. */
    public InvalidRequest and(String field, String code, Object... args) {
        List<FieldProblem> more = new ArrayList<>(problem().errors());
        more.add(new FieldProblem(field, code, args));
        return new InvalidRequest(more);
    }
}
