package scrm.rest.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import scrm.rest.RestIT;

class IssuerAwayIT extends RestIT {
    @DynamicPropertySource
    static void nobodyListens(DynamicPropertyRegistry registry) throws IOException {
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = closed.getLocalPort();
            registry.add("scrm.rest.auth.jwk-set-uri", () -> "http://127.0.0.1:" + port + "/keys");
        }
    }

    @Test
    void nobodyIsLetInAndNobodyIsBlamed() {
        for (int i = 0; i < 4; i++) {
            Answer answer = get(THINGS);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.code()).isEqualTo("unavailable");
            assertThat(answer.header("Retry-After")).isEqualTo("5");
        }
        assertThat(send(request(THINGS)).status()).isEqualTo(401);
    }
}
