package scrm.sop.groupmessage;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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

    List<AttachmentRequest> attachmentsOrNone() {
        return attachments == null ? List.of() : attachments;
    }

    MessageContent content(List<MessageAttachment> stored) {
        return new MessageContent(text == null || text.isBlank() ? null : text, stored);
    }

    /** Kinds of attachments. */
    enum Kind {
        IMAGE,
        VIDEO,
        FILE,
        LINK,
        MINI_PROGRAM
    }

    /**
     * An attachment; which fields it needs depends on its type.
     *
     * @param type {@code image}, {@code video}, {@code file}, {@code link} or {@code mini_program}
     * @param filename of {@code content}
     * @param content the bytes (of the picture on a mini program's card), Base64; at most 10 MB: JPG or PNG, MP4, any
     *     file
     * @param contentId bytes given before, instead of {@code content}
     * @param title of a link (128 bytes) or mini program (64 bytes)
     * @param picUrl of a link
     * @param desc of a link, 512 bytes
     * @param url of a link, 2048 bytes
     * @param appid of a mini program
     * @param page of a mini program
     */
    @SuppressWarnings("ArrayRecordComponent") // read once and passed on; never compared, never changed
    public record AttachmentRequest(
            @NotBlank String type,
            @Size(max = 128) @Nullable String filename,
            byte @Nullable [] content,
            @Nullable Long contentId,
            @Nullable String title,
            @Nullable String picUrl,
            @Nullable String desc,
            @Nullable String url,
            @Nullable String appid,
            @Nullable String page) {
        @Nullable
        Kind kind() {
            try {
                return Kind.valueOf(type.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                return null;
            }
        }

        private void problems(String field, List<FieldProblem> problems) {
            Kind kind = kind();
            if (kind == null) {
                problems.add(
                        new FieldProblem(field + ".type", "not_allowed", "image, video, file, link, mini_program"));
                return;
            }
            switch (kind) {
                case IMAGE, VIDEO, FILE -> contentProblems(field, problems);
                case LINK -> {
                    required(field + ".title", title, 128, problems);
                    required(field + ".url", url, 2048, problems);
                    optional(field + ".picUrl", picUrl, 2048, problems);
                    optional(field + ".desc", desc, 512, problems);
                }
                case MINI_PROGRAM -> {
                    contentProblems(field, problems);
                    required(field + ".title", title, 64, problems);
                    required(field + ".appid", appid, 64, problems);
                    required(field + ".page", page, 1024, problems);
                }
            }
        }

        private void contentProblems(String field, List<FieldProblem> problems) {
            byte[] bytes = content;
            if (bytes == null) {
                if (contentId == null) {
                    problems.add(new FieldProblem(field + ".content", "required"));
                }
                return;
            }
            if (filename == null || filename.isBlank()) {
                problems.add(new FieldProblem(field + ".filename", "required"));
                return;
            }
            new MediaContent(mediaType(), filename, bytes)
                    .problem()
                    .ifPresent(code -> problems.add(new FieldProblem(field + ".content", code, limit(code))));
        }

        private int limit(String code) {
            return "too_large".equals(code) ? mediaType().mostBytes() : 6;
        }

        MediaContent.Type mediaType() {
            Kind kind = kind();
            return switch (kind) {
                case VIDEO -> MediaContent.Type.VIDEO;
                case FILE -> MediaContent.Type.FILE;
                case IMAGE, LINK, MINI_PROGRAM -> MediaContent.Type.IMAGE;
                case null -> MediaContent.Type.IMAGE;
            };
        }

        private static void required(String field, @Nullable String value, int bytes, List<FieldProblem> problems) {
            if (value == null || value.isBlank()) {
                problems.add(new FieldProblem(field, "required"));
            } else {
                optional(field, value, bytes, problems);
            }
        }

        private static void optional(String field, @Nullable String value, int bytes, List<FieldProblem> problems) {
            if (value != null && value.getBytes(StandardCharsets.UTF_8).length > bytes) {
                problems.add(new FieldProblem(field, "too_many_bytes", bytes));
            }
        }
    }
}
