package scrm.sop.moment;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.attachment.AttachmentRequest;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.rest.FieldProblem;
import scrm.rest.RowId;
import scrm.sop.moment.Moment.Audience;

/**
 * A moment as a client writes it. Limits are those of document 95094.
 *
 * @param userIds members who are asked, 100000 at most; absent with {@code departments}: everybody
 * @param departments ids of departments whose members are asked, instead of {@code userIds}
 * @param tagIds corp tags: contacts with any of them see it; absent: all
 * @param askAt when members are asked; absent: now
 */
record MomentRequest(
        @NotNull @Valid MomentContentRequest content,
        @Nullable List<@NotNull UserId> userIds,
        @Nullable List<@NotNull Integer> departments,
        @Nullable List<@NotNull TagId> tagIds,
        @Nullable Instant askAt) {
    private static final int MOST_MEMBERS = 100_000;
    private static final int MOST_DEPARTMENTS = 1000;
    private static final int MOST_TAGS = 100;

    /** Everything that is wrong with it, all at once. */
    List<FieldProblem> problems(Instant now) {
        List<FieldProblem> problems = content.problems("content");
        most("userIds", userIds, MOST_MEMBERS, problems);
        most("departments", departments, MOST_DEPARTMENTS, problems);
        most("tagIds", tagIds, MOST_TAGS, problems);
        if (userIds != null && departments != null) {
            problems.add(new FieldProblem("departments", "members_or_departments"));
        }
        if (askAt != null && askAt.isBefore(now)) {
            problems.add(new FieldProblem("askAt", "past"));
        }
        return problems;
    }

    /** A list that is given and empty would reach everybody: hardly what is meant. */
    private static void most(String field, @Nullable List<?> list, int most, List<FieldProblem> problems) {
        if (list != null && list.isEmpty()) {
            problems.add(new FieldProblem(field, "too_few", 1));
        }
        if (list != null && list.size() > most) {
            problems.add(new FieldProblem(field, "too_many", most));
        }
    }

    Audience audience() {
        return new Audience(
                userIds != null,
                departments == null
                        ? List.of()
                        : departments.stream()
                                .distinct()
                                .map(Integer::longValue)
                                .toList(),
                tagIds == null ? List.of() : tagIds.stream().distinct().toList());
    }

    Set<UserId> members() {
        return userIds == null ? Set.of() : new HashSet<>(userIds);
    }

    /**
     * What a moment shows: a text, attachments or both; or a material as it is now.
     *
     * @param text at most 2000 characters and 4000 bytes
     * @param attachments images, 9 at most, or one video, or one link
     * @param materialId a material; it must be valid when members are asked, and may use variables only with what
     *     stands in for them, for everybody sees the same
     */
    record MomentContentRequest(
            @Nullable String text,
            @Nullable List<@NotNull @Valid AttachmentRequest> attachments,
            @Pattern(regexp = RowId.PATTERN) @Nullable String materialId) {
        List<FieldProblem> problems(String field) {
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
}
