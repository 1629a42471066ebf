package scrm.channel.grouptemplate;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.attachment.AttachmentRequest;
import scrm.attachment.KeepAttachments;
import scrm.events.CorpId;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;

/**
 * A group welcome template as a client writes it; an edit replaces all of it.
 *
 * @param name for people
 * @param text with {@code %NICKNAME%} where the new member's name is to stand; 3000 bytes at most
 * @param attachments one at most
 */
record GroupTemplateRequest(
        @NotBlank @Size(max = 50) String name,
        @Nullable String text,
        @Size(max = 1) @Nullable List<@NotNull @Valid AttachmentRequest> attachments) {
    /** Longest text that WeCom takes, in bytes of UTF-8 (document 92366). */
    private static final int MAX_BYTES = 3000;

    private static final String ATTACHMENTS = "attachments";

    /**
     * What is to be stored; its bytes are kept in the running transaction.
     *
     * @throws InvalidRequest naming everything that is wrong
     */
    GroupTemplate.Draft keep(CorpId corpId, KeepAttachments keepAttachments) {
        List<FieldProblem> problems = problems();
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(problems);
        }
        return new GroupTemplate.Draft(
                name.strip(),
                text == null || text.isBlank() ? null : text,
                keepAttachments.keep(corpId, attachmentsOrNone(), ATTACHMENTS).stream()
                        .findFirst()
                        .orElse(null));
    }

    private List<FieldProblem> problems() {
        List<FieldProblem> problems = new ArrayList<>();
        if ((text == null || text.isBlank()) && attachmentsOrNone().isEmpty()) {
            problems.add(new FieldProblem("text", "required"));
        }
        if (text != null && text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            problems.add(new FieldProblem("text", "too_many_bytes", MAX_BYTES));
        }
        for (int i = 0; i < attachmentsOrNone().size(); i++) {
            attachmentsOrNone().get(i).problems(ATTACHMENTS + "[" + i + "]", problems);
        }
        return problems;
    }

    private List<AttachmentRequest> attachmentsOrNone() {
        return attachments == null ? List.of() : attachments;
    }
}
