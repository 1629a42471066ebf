package scrm.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** A context of its own: what a breaker remembers must not reach other tests. */
@TestPropertySource(properties = "scrm.gateway.routing.connections=8")
class BreakerIT extends RoutedIT {
    @Autowired
    private MeterRegistry meters;

    private double refused(String service) {
        return meters.get("scrm.gateway.service.refused")
                .tag("service", service)
                .gauge()
                .value();
    }

    @Test
    void aServiceThatKeepsFailingIsLeftInPeaceAndTheOthersAreNot() {
        TAG.answers(exchange -> exchange.close());
        for (int i = 0; i < 20; i++) {
            assertThat(send(allowed("/v1/corps/ww1/tag-groups").POST(BodyPublishers.ofString("{}")))
                            .statusCode())
                    .isEqualTo(503);
        }
        assertThat(TAG.seen).hasSize(10);
        assertThat(refused("tag")).isEqualTo(1);
        assertThat(send(allowed("/v1/corps/ww1/channels")).statusCode()).isEqualTo(200);
        assertThat(refused("channel")).isZero();
    }
}
