package scrm.channel.scan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {
    @ParameterizedTest
    @ValueSource(strings = {"door", "flyer-2", "2026.11_a", "收银台", "12345678901234567890123456789012"})
    void placesAreWords(String written) {
        assertThat(Place.of(written)).isEqualTo(new Place(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "=1+1",
                "-1",
                "@cmd",
                "a b",
                "a\nb",
                "<b>",
                "a/b",
                "123456789012345678901234567890123",
                "\uD83D\uDE00"
            })
    void whatIsNoPlaceIsNone(String written) {
        assertThat(Place.of(written)).isEqualTo(Place.NONE);
    }

    @Test
    void aLinkNeedNotSay() {
        assertThat(Place.of(null)).isEqualTo(Place.NONE);
    }
}
