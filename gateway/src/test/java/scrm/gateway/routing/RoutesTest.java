package scrm.gateway.routing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutesTest {
    private static RoutingProperties.Service service(String... resources) {
        return new RoutingProperties.Service(URI.create("http://127.0.0.1:1"), "any", List.of(resources), null);
    }

    @Test
    void twoServicesCannotHaveTheSameResource() {
        RoutingProperties twice = new RoutingProperties(
                Map.of("a", service("things"), "b", service("things")),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                1);
        assertThatThrownBy(() -> new Routes(twice)).hasMessageContaining("things is claimed by");
    }
}
