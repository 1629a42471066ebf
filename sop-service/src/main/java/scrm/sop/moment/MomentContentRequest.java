package scrm.sop.moment;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.attachment.AttachmentRequest;
import scrm.attachment.KeepAttachments;
import scrm.events.CorpId;
import scrm.rest.FieldProblem;

/**
 * What a moment shows.
 *
 * @param text at most 2000 characters and 4000 bytes
 * @param attachments images, 9 at most, or one video, or one link
 */
public record MomentContentRequest(
        @Nullable String text, @Nullable List<@NotNull @Valid AttachmentRequest> attachments) {
    /**
     * Everything that is wrong with it, all at once.
     *
     * @param field where it stands in the body
     */
    public List<FieldProblem> problems(String field) {
        List<FieldProblem> problems = new ArrayList<>();
        List<AttachmentRequest> all = attachmentsOrNone();
        if ((text == null || text.isBlank()) && all.isEmpty()) {
            problems.add(new FieldProblem(field + ".text", "required"));
        }
        if (text != null && MomentContent.isTooLong(text)) {
            problems.add(new FieldProblem(field + ".text", "too_long", MomentContent.MAX_CHARACTERS));
        } else if (text != null && MomentContent.hasTooManyBytes(text)) {
            problems.add(new FieldProblem(field + ".text", "too_many_bytes", MomentContent.MAX_BYTES));
        }
        if (all.size() > MomentContent.MAX_IMAGES) {
            problems.add(new FieldProblem(field + ".attachments", "too_many", MomentContent.MAX_IMAGES));
        }
        boolean images = all.stream().allMatch(one -> "image".equals(type(one)));
        for (int i = 0; i < all.size(); i++) {
            String place = field + ".attachments[" + i + "]";
            if (!Set.of("image", "video", "link").contains(type(all.get(i)))) {
                problems.add(new FieldProblem(place + ".type", "not_allowed", "image, video, link"));
            } else {
                all.get(i).problems(place, problems);
            }
            if (i > 0 && !images) {
                problems.add(new FieldProblem(place, "moment_attachments"));
            }
        }
        return problems;
    }

    /** What is to be stored of one without problems; its bytes are kept in the running transaction. */
    public MomentContent keep(CorpId corpId, KeepAttachments keepAttachments, String field) {
        return new MomentContent(
                text == null || text.isBlank() ? null : text,
                keepAttachments.keep(corpId, attachmentsOrNone(), field + ".attachments"));
    }

    private static String type(AttachmentRequest attachment) {
        return attachment.type().toLowerCase(Locale.ROOT);
    }

    private List<AttachmentRequest> attachmentsOrNone() {
        return attachments == null ? List.of() : attachments;
    }
}
