package scrm.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdTest {
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "a\nb", "a\u0000", "a\u0085b"})
    void whatNoIdentifierIsIsRefused(String value) {
        assertThatThrownBy(() -> new ExternalUserId(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anIdentifierHasALongestLength() {
        assertThat(new UserId("a".repeat(64)).value()).hasSize(64);
        assertThatThrownBy(() -> new UserId("a".repeat(65))).isInstanceOf(IllegalArgumentException.class);
        // Foreign states are longer than ours and kept.
        assertThat(new State("a".repeat(128)).value()).hasSize(128);
    }

    @Test
    void aRefusalDoesNotQuoteWhatItRefuses() {
        assertThatThrownBy(() -> new UserId("13800138000\n")).hasMessageNotContaining("13800138000");
    }

    @Test
    void anIdentifierPrintsAsItself() {
        assertThat(new CorpId("ww1")).hasToString("ww1");
        assertThat(new WelcomeCode("code")).hasToString("code");
    }
}
