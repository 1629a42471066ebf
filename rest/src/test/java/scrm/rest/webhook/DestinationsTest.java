package scrm.rest.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationsTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final Map<String, List<String>> NAMES = Map.of(
            "public.test", List.of("1.1.1.1", "2606:4700:4700::1111"),
            "half.test", List.of("1.1.1.1", "10.0.0.1"),
            "inner.test", List.of("127.0.0.1"));

    private final Destinations production = new Destinations(Set.of(), DestinationsTest::lookUp);
    private final Destinations development = new Destinations(Set.of(LOOPBACK), DestinationsTest::lookUp);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com",
                "https://example.com:8443/hooks?corp=1",
                "HTTPS://example.com/",
                "https://1.1.1.1/",
                "https://[2606:4700:4700::1111]/"
            })
    void httpsUrlsOfPublicHostsAreTaken(String url) {
        assertThat(production.problem(URI.create(url))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com",
                "http://127.0.0.2/",
                "ftp://example.com",
                "file:///etc/passwd",
                "mailto:a@example.com",
                "example.com",
                "/hooks",
                "https:///hooks",
                "https://user:password@example.com",
                "https://user@example.com",
                "https://example.com/#part",
                "https://example.com:65536/",
                "https://127.1/",
                "https://2130706433/"
            })
    void otherUrlsAreRefused(String url) {
        assertThat(production.problem(URI.create(url))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/",
                "https://10.1.2.3/",
                "https://169.254.169.254/latest/meta-data",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[fd00::1]/",
                "https://[fe80::1]/"
            })
    void addressesThatAreNotPublicAreRefusedAtOnce(String url) {
        assertThat(production.problem(URI.create(url))).contains("address_not_public");
    }

    @Test
    void aDevelopmentAddressMayBeCalledByHttpToo() {
        assertThat(development.problem(URI.create("http://127.0.0.1:8080/"))).isEmpty();
        assertThat(development.problem(URI.create("https://127.0.0.1:8080/"))).isEmpty();
        assertThat(development.problem(URI.create("http://127.0.0.2:8080/")))
                .isEqualTo(Optional.of("address_not_public"));
        // By its name it might stand for something else.
        assertThat(development.problem(URI.create("http://localhost:8080/"))).isEqualTo(Optional.of("webhook_url"));
    }

    @Test
    void aHostIsCalledOnlyIfAllItsAddressesArePublic() throws UnknownHostException {
        assertThat(production.addresses("public.test"))
                .containsExactly(InetAddress.ofLiteral("1.1.1.1"), InetAddress.ofLiteral("2606:4700:4700::1111"));
        assertThatThrownBy(() -> production.addresses("half.test")).isInstanceOf(Destinations.Refused.class);
        assertThatThrownBy(() -> production.addresses("inner.test")).isInstanceOf(Destinations.Refused.class);
        assertThat(development.addresses("inner.test")).containsExactly(LOOPBACK);
    }

    @Test
    void theSettingTakesAddressesOnly() {
        assertThat(new WebhookProperties(List.of("127.0.0.1", "::1")).development())
                .hasSize(2);
        assertThatThrownBy(() -> new WebhookProperties(List.of("localhost")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("scrm.webhook.development-addresses");
    }

    private static InetAddress[] lookUp(String host) {
        return NAMES.get(host).stream().map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
    }
}
