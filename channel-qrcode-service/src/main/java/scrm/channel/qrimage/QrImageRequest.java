package scrm.channel.qrimage;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

import scrm.attachment.MediaContentId;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;

/**
 * How a code is to look, as a client asks for it.
 *
 * @param size side of the code with its margin, in pixels, on a poster too; 128 to 2048, absent: 512
 * @param margin quiet zone in modules, 2 to 16, absent: 4
 * @param foreground {@code #rrggbb}, absent: black; clearly darker than the background, 4.5:1 at least
 * @param background {@code #rrggbb}, absent: white; a light colour, as #bcbcbc or lighter
 * @param logoId an image kept before, shown in the middle
 * @param caption a line below the code, 40 characters at most
 * @param posterId an image kept before, on which the code stands
 * @param x of the code's upper left corner on the poster, in pixels from the left
 * @param y from above
 */
record QrImageRequest(
        @Min(128) @Max(2048) @Nullable Integer size,
        @Min(2) @Max(16) @Nullable Integer margin,
        @Nullable String foreground,
        @Nullable String background,
        @Nullable Long logoId,
        @Size(max = 40) @Nullable String caption,
        @Nullable Long posterId,
        @Min(0) @Max(4096) @Nullable Integer x,
        @Min(0) @Max(4096) @Nullable Integer y) {
    /** Scanners need half of this; the rest is for paper, light and screens. */
    static final double LEAST_CONTRAST = 4.5;

    /** Beside anything brighter, a background that is not light itself is taken for dark. */
    static final double LEAST_LIGHT = 0.5;

    private static final int USUAL_SIZE = 512;
    private static final int USUAL_MARGIN = 4;

    /** Controls, halves of characters and what nobody has assigned: none can be drawn, some not even written. */
    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");

    /** @throws InvalidRequest naming everything that is wrong */
    QrOptions options() {
        List<FieldProblem> problems = new ArrayList<>();
        Rgb dark = colour("foreground", foreground, Rgb.BLACK, problems);
        Rgb light = colour("background", background, Rgb.WHITE, problems);
        if (light.luminance() < LEAST_LIGHT) {
            problems.add(new FieldProblem("background", "too_dark"));
        } else if (dark.contrastTo(light) < LEAST_CONTRAST) {
            problems.add(new FieldProblem("foreground", "too_light", LEAST_CONTRAST));
        }
        if (caption != null && UNPRINTABLE.matcher(caption).find()) {
            problems.add(new FieldProblem("caption", "unprintable"));
        }
        QrOptions.Poster poster = poster(problems);
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(problems);
        }
        return new QrOptions(
                Objects.requireNonNullElse(size, USUAL_SIZE),
                Objects.requireNonNullElse(margin, USUAL_MARGIN),
                dark,
                light,
                logoId == null ? null : new MediaContentId(logoId),
                caption == null || caption.isBlank() ? null : caption.strip(),
                poster);
    }

    private QrOptions.@Nullable Poster poster(List<FieldProblem> problems) {
        if (posterId == null) {
            if (x != null || y != null) {
                problems.add(new FieldProblem("posterId", "required"));
            }
            return null;
        }
        if (x == null) {
            problems.add(new FieldProblem("x", "required"));
        }
        if (y == null) {
            problems.add(new FieldProblem("y", "required"));
        }
        return x == null || y == null ? null : new QrOptions.Poster(new MediaContentId(posterId), x, y);
    }

    private static Rgb colour(String field, @Nullable String text, Rgb usual, List<FieldProblem> problems) {
        if (text == null) {
            return usual;
        }
        return Rgb.parse(text).orElseGet(() -> {
            problems.add(new FieldProblem(field, "wrong_format", "#1a2b3c"));
            return usual;
        });
    }
}
