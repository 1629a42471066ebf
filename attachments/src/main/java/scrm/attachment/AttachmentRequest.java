package scrm.attachment;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

import scrm.rest.FieldProblem;
import scrm.rest.RowId;
import scrm.wecom.Media;

/**
 * An attachment; which fields it needs depends on its type.
 *
 * @param type {@code image}, {@code video}, {@code file}, {@code link} or {@code mini_program}
 * @param filename of {@code content}
 * @param content the bytes (of the picture on a mini program's card), Base64; at most 10 MB: JPG or PNG, MP4, any file
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
        @Pattern(regexp = RowId.PATTERN) @Nullable String contentId,
        @Nullable String title,
        @Nullable String picUrl,
        @Nullable String desc,
        @Nullable String url,
        @Nullable String appid,
        @Nullable String page) {
    /** Kinds of attachments. */
    enum Kind {
        IMAGE,
        VIDEO,
        FILE,
        LINK,
        MINI_PROGRAM
    }

    @Nullable
    Kind kind() {
        try {
            return Kind.valueOf(type.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * Adds everything that is wrong with it.
     *
     * @param field where it stands in the body
     */
    public void problems(String field, List<FieldProblem> problems) {
        Kind kind = kind();
        if (kind == null) {
            problems.add(new FieldProblem(field + ".type", "not_allowed", "image, video, file, link, mini_program"));
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

    private static int limit(String code) {
        return "too_large".equals(code) ? MediaContent.MAX_BYTES : MediaContent.MIN_BYTES;
    }

    Media.Type mediaType() {
        Kind kind = kind();
        return switch (kind) {
            case VIDEO -> Media.Type.VIDEO;
            case FILE -> Media.Type.FILE;
            case IMAGE, LINK, MINI_PROGRAM -> Media.Type.IMAGE;
            case null -> Media.Type.IMAGE;
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
