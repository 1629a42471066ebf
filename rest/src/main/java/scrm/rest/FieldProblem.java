package scrm.rest;

import java.util.List;

/**
 * What is wrong with one field, parameter or header.
 *
 * @param field its name as the client wrote it, {@code a.b[2].c} inside a body
 * @param code what is wrong, and the key {@code field.<code>} of the message that says what to write instead
 * @param args numbers and allowed values for that message; never what the client sent
 */
public record FieldProblem(String field, String code, List<Object> args) {
    public FieldProblem {
        args = List.copyOf(args);
    }

    public FieldProblem(String field, String code, Object... args) {
        this(field, code, List.of(args));
    }
}
