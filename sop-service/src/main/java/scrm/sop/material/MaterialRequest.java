package scrm.sop.material;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

import scrm.attachment.AttachmentRequest;
import scrm.attachment.KeepAttachments;
import scrm.events.CorpId;
import scrm.rest.FieldProblem;

/**
 * A material as a client writes it; an edit replaces all of it.
 *
 * @param name unique in the corp
 * @param folder where people look for it; absent: nowhere in particular
 * @param tags what it is about
 * @param text at most 4000 bytes of UTF-8; {@code {contactName}}, {@code {remark}}, {@code {memberName}} and
 *     {@code {own_…}} are variables, and {@code {tag:等级}}, the corp tag that the contact has of the group of that name
 *     or id. {@code {contactName|您}} says what stands there where there is no value; without that, contacts without a
 *     value are not sent it
 * @param attachments sent after the text, in this order; 9 at most
 * @param validFrom before this it is not sent
 * @param validUntil from this on it is not sent
 */
record MaterialRequest(
        @NotBlank @Size(max = 100) String name,
        @Size(max = 200) @Nullable String folder,
        @Size(max = 20) @Nullable List<@NotBlank @Size(max = 30) @Pattern(regexp = "^[^\\r\\n]*$") String> tags,
        @Nullable String text,
        @Nullable List<@NotNull @Valid AttachmentRequest> attachments,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil) {
    /** What is to be stored of one without problems; its bytes are kept in the running transaction. */
    Material.Definition keep(CorpId corpId, KeepAttachments keepAttachments) {
        VariableText written = hasText() ? new VariableText(textOrEmpty()) : null;
        return new Material.Definition(
                name.strip(),
                folder == null ? "" : folder.strip(),
                tags == null ? Set.of() : tags.stream().map(String::strip).collect(Collectors.toUnmodifiableSet()),
                new Material.Content(written, keepAttachments.keep(corpId, attachmentsOrNone(), "attachments")),
                validFrom,
                validUntil);
    }

    /** Groups of tags that it asks for, by name or id. */
    Set<String> tagGroups() {
        return VariableText.tagGroups(new VariableText(textOrEmpty()).variables());
    }

    /** All that is wrong with it, at once. */
    List<FieldProblem> problems() {
        List<FieldProblem> problems = new ArrayList<>();
        if (!hasText() && attachmentsOrNone().isEmpty()) {
            problems.add(new FieldProblem("text", "required"));
        }
        if (textOrEmpty().getBytes(StandardCharsets.UTF_8).length > Rendering.MAX_TEXT_BYTES) {
            problems.add(new FieldProblem("text", "too_many_bytes", Rendering.MAX_TEXT_BYTES));
        }
        if (!new VariableText(textOrEmpty()).unknown().isEmpty()) {
            problems.add(new FieldProblem("text", "unknown_variable"));
        }
        if (attachmentsOrNone().size() > Rendering.MAX_ATTACHMENTS) {
            problems.add(new FieldProblem("attachments", "too_many", Rendering.MAX_ATTACHMENTS));
        }
        for (int i = 0; i < attachmentsOrNone().size(); i++) {
            attachmentsOrNone().get(i).problems("attachments[" + i + "]", problems);
        }
        if (validFrom != null && validUntil != null && !validFrom.isBefore(validUntil)) {
            problems.add(new FieldProblem("validUntil", "ends_before_start"));
        }
        return problems;
    }

    private boolean hasText() {
        return text != null && !text.isBlank();
    }

    private String textOrEmpty() {
        return text == null ? "" : text;
    }

    private List<AttachmentRequest> attachmentsOrNone() {
        return attachments == null ? List.of() : attachments;
    }
}
