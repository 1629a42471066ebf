package scrm.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdTest {
    private static final byte[] XML = "<xml>1</xml>".getBytes(StandardCharsets.UTF_8);

    @Test
    void aCallbackThatIsSentAgainHasTheSameId() {
        assertThat(EventId.ofCallback(new CorpId("ww1"), XML)).isEqualTo(EventId.ofCallback(new CorpId("ww1"), XML));
    }

    @Test
    void theSameCallbackOfTwoCorpsIsTwoEvents() {
        assertThat(EventId.ofCallback(new CorpId("ww1"), XML)).isNotEqualTo(EventId.ofCallback(new CorpId("ww2"), XML));
    }

    @Test
    void theIdOfACallbackIsTheSha256OfCorpAndXml() {
        // printf 'ww1<xml>1</xml>' | sha256sum
        assertThat(EventId.ofCallback(new CorpId("ww1"), XML).value())
                .isEqualTo("3960f6007dc481bf02744db87154f9be94b0936703b434070afc4572f476e87d");
    }

    @Test
    void derivedIdsTellTheirPartsApart() {
        assertThat(EventId.derived("a", "bc")).isNotEqualTo(EventId.derived("ab", "c"));
        assertThat(EventId.derived("a", "b")).isNotEqualTo(EventId.derived("b", "a"));
        assertThat(EventId.derived("a", "b")).isEqualTo(EventId.derived("a", "b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "GGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGG",
                "3960F6007DC481BF02744DB87154F9BE94B0936703B434070AFC4572F476E87D"
            })
    void whatIsNoDigestIsRefused(String value) {
        assertThatThrownBy(() -> new EventId(value)).isInstanceOf(IllegalArgumentException.class);
    }
}
