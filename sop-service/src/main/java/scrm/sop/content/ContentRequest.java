package scrm.sop.content;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.attachment.AttachmentRequest;
import scrm.rest.FieldProblem;
import scrm.rest.RowId;
import scrm.sop.material.Rendering;

/**
 * A message as a client writes it: a text, attachments or both; or a material.
 *
 * @param text at most 4000 bytes of UTF-8
 * @param attachments sent after the text, in this order; 9 at most
 * @param materialId a material that says it instead, put into words for each receiver when it is said; its version is
 *     the newest when it is decided that it will be said
 */
public record ContentRequest(
        @Nullable String text,
        @Nullable List<@NotNull @Valid AttachmentRequest> attachments,
        @Pattern(regexp = RowId.PATTERN) @Nullable String materialId) {

    /**
     * Everything that is wrong with it, all at once.
     *
     * @param field where it stands in the body
     */
    public List<FieldProblem> problems(String field) {
        List<FieldProblem> problems = new ArrayList<>();
        String written = textOrNull();
        if (materialId != null) {
            if (written != null || !attachmentsOrNone().isEmpty()) {
                problems.add(new FieldProblem(field + ".materialId", "text_or_material"));
            }
            return problems;
        }
        if (written == null && attachmentsOrNone().isEmpty()) {
            problems.add(new FieldProblem(field + ".text", "required"));
        }
        if (written != null && written.getBytes(StandardCharsets.UTF_8).length > Rendering.MAX_TEXT_BYTES) {
            problems.add(new FieldProblem(field + ".text", "too_many_bytes", Rendering.MAX_TEXT_BYTES));
        }
        if (attachmentsOrNone().size() > Rendering.MAX_ATTACHMENTS) {
            problems.add(new FieldProblem(field + ".attachments", "too_many", Rendering.MAX_ATTACHMENTS));
        }
        for (int i = 0; i < attachmentsOrNone().size(); i++) {
            attachmentsOrNone().get(i).problems(field + ".attachments[" + i + "]", problems);
        }
        return problems;
    }

    @Nullable
    String textOrNull() {
        return text == null || text.isBlank() ? null : text;
    }

    List<AttachmentRequest> attachmentsOrNone() {
        return attachments == null ? List.of() : attachments;
    }
}
