package scrm.channel.qrimage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import scrm.attachment.MediaContentId;
import scrm.rest.InvalidRequest;

class QrImageRequestTest {
    @Test
    void withoutAnyWishItIsBlackOnWhite() {
        assertThat(colours(null, null).options())
                .isEqualTo(new QrOptions(512, 4, Rgb.BLACK, Rgb.WHITE, null, null, null));
    }

    @Test
    void wishesAreTaken() {
        assertThat(new QrImageRequest(300, 2, "#0077AA", "#ffffee", 5L, " 收银台 ", 6L, 10, 20).options())
                .isEqualTo(new QrOptions(
                        300,
                        2,
                        new Rgb(0x0077AA),
                        new Rgb(0xFFFFEE),
                        new MediaContentId(5),
                        "收银台",
                        new QrOptions.Poster(new MediaContentId(6), 10, 20)));
    }

    @ParameterizedTest
    @CsvSource({"#000000, #ffffff", "#767676, #ffffff", "#0b3d91, #f4e1c1", "#000000, #bcbcbc", "#8b0000, #ffe4e1"})
    void coloursFarEnoughApartAreTaken(String foreground, String background) {
        assertThat(colours(foreground, background).options().foreground()).hasToString(foreground);
    }

    @ParameterizedTest
    @CsvSource({
        "#ffffff, #000000, background too_dark",
        "#000000, #000000, background too_dark",
        "#000000, #777777, background too_dark",
        "#000000, #bbbbbb, background too_dark",
        "#ff0000, #ffffff, foreground too_light",
        "#777777, #ffffff, foreground too_light",
        "#ffff00, #ffffff, foreground too_light"
    })
    void coloursThatCannotBeScannedAreRefused(String foreground, String background, String problem) {
        assertThat(errors(colours(foreground, background))).containsExactly(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"black", "#000", "000000", "#00000g", "#0000000", "url(#a)", ""})
    void coloursAreWrittenInOneWay(String colour) {
        assertThat(errors(colours(colour, colour)))
                .containsExactly("foreground wrong_format", "background wrong_format");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "nul\0", "bell\u0007", "right\u202Eleft", "half\uD83D"})
    void captionsAreOneLineOfPrint(String caption) {
        assertThat(errors(new QrImageRequest(null, null, null, null, null, caption, null, null, null)))
                .containsExactly("caption unprintable");
    }

    @Test
    void aBlankCaptionIsNone() {
        assertThat(new QrImageRequest(null, null, null, null, null, "  ", null, null, null)
                        .options()
                        .caption())
                .isNull();
    }

    @Test
    void aPosterAndAPlaceOnItBelongTogether() {
        assertThat(errors(new QrImageRequest(null, null, null, null, null, null, 6L, null, null)))
                .containsExactly("x required", "y required");
        assertThat(errors(new QrImageRequest(null, null, null, null, null, null, null, 1, null)))
                .containsExactly("posterId required");
    }

    private static QrImageRequest colours(@Nullable String foreground, @Nullable String background) {
        return new QrImageRequest(null, null, foreground, background, null, null, null, null, null);
    }

    private static List<String> errors(QrImageRequest request) {
        InvalidRequest[] thrown = new InvalidRequest[1];
        assertThatThrownBy(request::options).isInstanceOfSatisfying(InvalidRequest.class, e -> thrown[0] = e);
        return thrown[0].problem().errors().stream()
                .map(error -> error.field() + " " + error.code())
                .toList();
    }
}
