package scrm.channel.qrimage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

import scrm.attachment.MediaContentId;
import scrm.rest.InvalidRequest;

/** Whatever can be asked for can be scanned. */
class QrDecodeTest {
    private static final URI LINK = URI.create("https://scrm.example.com/q/aB3dE6gH9jK2");
    private static final MediaContentId KEPT = new MediaContentId(1);

    /** Of a plane for private use. */
    private static final String NOBODYS_CHARACTER = "\uDBBF\uDFFD";

    private static final List<Integer> SIZES = List.of(160, 250, 512);
    private static final List<Integer> MARGINS = List.of(2, 4);
    private static final Colours BLACK_ON_WHITE = new Colours("#000000", "#ffffff");

    /** Apart by as much as is asked for, or a little more. */
    private static final List<Colours> COLOURS = List.of(
            BLACK_ON_WHITE,
            new Colours("#767676", "#ffffff"),
            new Colours("#000000", "#bcbcbc"),
            new Colours("#0b3d91", "#f4e1c1"),
            new Colours("#7a00ff", "#d0ff40"));

    private static final List<Optional<Picture>> LOGOS = List.of(
            Optional.empty(),
            Optional.of(Picture.of(TestPictures.noisePng(64, 64), "logoId")),
            Optional.of(Picture.of(TestPictures.noisePng(900, 300), "logoId")),
            Optional.of(Picture.of(TestPictures.bytes(TestPictures.noise(50, 120), "jpg"), "logoId")));

    @ParameterizedTest
    @EnumSource
    void everyCombinationCanBeScanned(QrImage.Format format) {
        List<String> unreadable = new ArrayList<>();
        int tried = 0;
        for (int size : SIZES) {
            for (int margin : MARGINS) {
                for (Colours colours : COLOURS) {
                    for (Optional<Picture> logo : LOGOS) {
                        for (Optional<String> caption : captions(format)) {
                            for (boolean onPoster : new boolean[] {false, true}) {
                                QrOptions options = options(size, margin, colours, logo, caption, onPoster);
                                tried++;
                                String read = read(format, paint(format, options, logo));
                                if (!read.equals(LINK.toString())) {
                                    unreadable.add(options + ": " + read);
                                }
                            }
                        }
                    }
                }
            }
        }
        assertThat(unreadable).isEmpty();
        assertThat(tried).isGreaterThanOrEqualTo(240);
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 1023, 2048})
    void theSmallestAndTheLargestCanBeScanned(int size) {
        for (Optional<Picture> logo : LOGOS) {
            QrOptions options = options(size, 2, BLACK_ON_WHITE, logo, Optional.empty(), false);
            assertThat(Decoded.png(paint(QrImage.Format.PNG, options, logo))).isEqualTo(LINK.toString());
        }
    }

    @Test
    void coloursOfTheseTestsAreAllowed() {
        assertThat(COLOURS)
                .allMatch(colours -> colours.light().luminance() >= QrImageRequest.LEAST_LIGHT)
                .allMatch(colours -> colours.dark().contrastTo(colours.light()) >= QrImageRequest.LEAST_CONTRAST);
    }

    @Test
    void aCodeTooSmallForItsSquaresIsRefused() {
        Optional<Picture> logo = LOGOS.getLast();
        QrOptions options = options(128, 16, BLACK_ON_WHITE, logo, Optional.empty(), false);

        assertThatThrownBy(() -> paint(QrImage.Format.PNG, options, logo))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("size too_small");
    }

    @Test
    void aCaptionIsDrawnBelowTheCodeOrRefusedWhereThereAreNoFonts() {
        QrOptions options = captioned(512, "Front desk");
        if (CaptionFont.of("Front desk").isEmpty()) {
            assertThatThrownBy(() -> paint(QrImage.Format.PNG, options, Optional.empty()))
                    .hasMessageContaining("caption no_font");
            return;
        }
        BufferedImage image = Decoded.image(paint(QrImage.Format.PNG, options, Optional.empty()));

        assertThat(image.getHeight()).isEqualTo(512 + 64);
        assertThat(inkedRows(image)).allMatch(row -> row > 512).hasSizeBetween(15, 50);
    }

    @Test
    void aCaptionThatNoFontCanDrawIsRefusedForThePngAlone() {
        QrOptions options = captioned(512, NOBODYS_CHARACTER);

        assertThatThrownBy(() -> paint(QrImage.Format.PNG, options, Optional.empty()))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("caption no_font");
        assertThat(Decoded.svg(paint(QrImage.Format.SVG, options, Optional.empty())))
                .isEqualTo(LINK.toString());
    }

    @Test
    void aCaptionTooLongForItsSizeIsRefused() {
        QrOptions options = captioned(128, "收".repeat(40));

        assertThatThrownBy(() -> paint(QrImage.Format.SVG, options, Optional.empty()))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("caption does_not_fit");
    }

    @Test
    void aCaptionIsTextInTheSvgWhateverItSays() {
        String caption = "</text><script>alert('1')</script>&amp; \"A\"";
        Document svg = Decoded.document(paint(QrImage.Format.SVG, captioned(1024, caption), Optional.empty()));

        assertThat(svg.getElementsByTagName("script").getLength()).isZero();
        assertThat(svg.getElementsByTagName("text").item(0).getTextContent()).isEqualTo(caption);
    }

    @Test
    void aCodeStandsWhollyOnItsPoster() {
        QrLayout layout = QrLayout.of(
                QrModules.of(LINK, false), options(300, 4, BLACK_ON_WHITE, Optional.empty(), Optional.empty(), false));
        Picture poster = Picture.of(TestPictures.noisePng(400, 350), "posterId");

        layout.checkFits(new QrOptions.Poster(KEPT, 100, 50), poster);
        assertThatThrownBy(() -> layout.checkFits(new QrOptions.Poster(KEPT, 101, 50), poster))
                .hasMessageContaining("x outside_poster");
        assertThatThrownBy(() -> layout.checkFits(new QrOptions.Poster(KEPT, 100, 51), poster))
                .hasMessageContaining("y outside_poster");
    }

    @Test
    void aLogoCoversAFifthOfTheSideAtMost() {
        for (int size : List.of(128, 200, 512, 2048)) {
            QrLayout layout = QrLayout.of(
                    QrModules.of(LINK, true),
                    options(size, 2, BLACK_ON_WHITE, LOGOS.getLast(), Optional.empty(), false));
            assertThat(layout.logoSide() * 5).isLessThanOrEqualTo(layout.codeSide());
        }
    }

    private record Colours(String foreground, String background) {
        Rgb dark() {
            return Rgb.parse(foreground).orElseThrow();
        }

        Rgb light() {
            return Rgb.parse(background).orElseThrow();
        }
    }

    private static QrOptions captioned(int size, String caption) {
        return options(size, 4, BLACK_ON_WHITE, Optional.empty(), Optional.of(caption), false);
    }

    private static QrOptions options(
            int size, int margin, Colours colours, Optional<Picture> logo, Optional<String> caption, boolean onPoster) {
        return new QrOptions(
                size,
                margin,
                colours.dark(),
                colours.light(),
                logo.isPresent() ? KEPT : null,
                caption.orElse(null),
                onPoster ? new QrOptions.Poster(KEPT, 37, 61) : null);
    }

    /** Where there are no fonts, a PNG has none: see the test of that. */
    private static List<Optional<String>> captions(QrImage.Format format) {
        return format == QrImage.Format.SVG || CaptionFont.of("Front desk").isPresent()
                ? List.of(Optional.empty(), Optional.of("Front desk"))
                : List.of(Optional.empty());
    }

    private static List<Integer> inkedRows(BufferedImage image) {
        return IntStream.range(512, image.getHeight())
                .filter(y -> IntStream.range(0, image.getWidth()).anyMatch(x -> (image.getRGB(x, y) & 0xFF) < 0x40))
                .boxed()
                .toList();
    }

    private static byte[] paint(QrImage.Format format, QrOptions options, Optional<Picture> logo) {
        QrModules modules = QrModules.of(LINK, logo.isPresent());
        QrLayout layout = QrLayout.of(modules, options);
        QrOptions.Poster place = options.poster();
        Picture poster = place == null
                ? null
                : Picture.of(
                        TestPictures.bytes(
                                TestPictures.poster(layout.width() + 2 * place.x(), layout.height() + 2 * place.y()),
                                "png"),
                        "posterId");
        return format.painter().paint(modules, layout, options, logo.orElse(null), poster);
    }

    private static String read(QrImage.Format format, byte[] bytes) {
        return switch (format) {
            case PNG -> Decoded.png(bytes);
            case SVG -> Decoded.svg(bytes);
        };
    }
}
