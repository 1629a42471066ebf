package scrm.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicPropertiesTest {
    @ParameterizedTest
    @ValueSource(strings = {"https://scrm.example", "https://scrm.example/"})
    void pagesStandBelowTheAddress(String address) {
        assertThat(new PublicProperties(URI.create(address)).page("/q/x")).hasToString("https://scrm.example/q/x");
    }

    @Test
    void theAddressMayHaveAPath() {
        assertThat(new PublicProperties(URI.create("http://127.0.0.1:8080/scrm/")).page("/q/x"))
                .hasToString("http://127.0.0.1:8080/scrm/q/x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scrm.example",
                "ftp://scrm.example",
                "https:///q",
                "https://scrm.example/?a=b",
                "https://scrm.example/#a",
                "https://me@scrm.example"
            })
    void whatNobodyCouldOpenIsRefusedByItsName(String address) {
        assertThatThrownBy(() -> new PublicProperties(URI.create(address))).hasMessageContaining("SCRM_PUBLIC_URL");
    }
}
