package scrm.sop.moment;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.attachment.AttachmentRequest;
import scrm.rest.FieldProblem;
import scrm.rest.RowId;

/**
 * What a moment shows: a text, attachments or both; or a material as it is now.
 *
 * @param text at most 2000 characters and 4000 bytes
 * @param attachments images, 9 at most, or one video, or one link
 * @param materialId a material; it must be valid when members are asked, and may use variables only with what stands in
 *     for them, for everybody sees the same
 */
public record MomentContentRequest(
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
        List<AttachmentRequest> all = attachmentsOrNone();
        if (materialId != null) {
            if (textOrNull() != null || !all.isEmpty()) {
                problems.add(new FieldProblem(field + ".materialId", "text_or_material"));
            }
            return problems;
        }
        if (textOrNull() == null && all.isEmpty()) {
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

    @Nullable
    String textOrNull() {
        return text == null || text.isBlank() ? null : text;
    }

    private static String type(AttachmentRequest attachment) {
        return attachment.type().toLowerCase(Locale.ROOT);
    }

    List<AttachmentRequest> attachmentsOrNone() {
        return attachments == null ? List.of() : attachments;
    }
}
