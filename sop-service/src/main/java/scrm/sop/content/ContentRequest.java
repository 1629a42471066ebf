package scrm.sop.groupmessage;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.attachment.AttachmentRequest;
import scrm.attachment.KeepAttachments;
import scrm.events.CorpId;
import scrm.rest.FieldProblem;

/**
 * A message as a client writes it.
 *
 * @param text at most 4000 bytes of UTF-8
 * @param attachments sent after the text, in this order; 9 at most
 */
public record ContentRequest(
        @Nullable String text, @Nullable List<@NotNull @Valid AttachmentRequest> attachments) {

    /**
     * Everything that is wrong with it, all at once.
     *
     * @param field where it stands in the body
     */
    public List<FieldProblem> problems(String field) {
        List<FieldProblem> problems = new ArrayList<>();
        if ((text == null || text.isBlank()) && attachmentsOrNone().isEmpty()) {
            problems.add(new FieldProblem(field + ".text", "required"));
        }
        if (text != null && text.getBytes(StandardCharsets.UTF_8).length > MessageContent.MAX_TEXT_BYTES) {
            problems.add(new FieldProblem(field + ".text", "too_many_bytes", MessageContent.MAX_TEXT_BYTES));
        }
        if (attachmentsOrNone().size() > MessageContent.MAX_ATTACHMENTS) {
            problems.add(new FieldProblem(field + ".attachments", "too_many", MessageContent.MAX_ATTACHMENTS));
        }
        for (int i = 0; i < attachmentsOrNone().size(); i++) {
            attachmentsOrNone().get(i).problems(field + ".attachments[" + i + "]", problems);
        }
        return problems;
    }

    /** What is to be stored of one without problems; its bytes are kept in the running transaction. */
    public MessageContent keep(CorpId corpId, KeepAttachments keepAttachments, String field) {
        return new MessageContent(
                text == null || text.isBlank() ? null : text,
                keepAttachments.keep(corpId, attachmentsOrNone(), field + ".attachments"));
    }

    private List<AttachmentRequest> attachmentsOrNone() {
        return attachments == null ? List.of() : attachments;
    }
}
