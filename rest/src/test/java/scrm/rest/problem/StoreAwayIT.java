package scrm.rest.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.rest.RestIT;

@Import(StoreAwayIT.Reader.class)
@TestPropertySource(
        properties = {
            "spring.flyway.enabled=false",
            "spring.datasource.hikari.connection-timeout=500",
            "spring.datasource.hikari.initialization-fail-timeout=-1"
        })
class StoreAwayIT extends RestIT {
    @RestController
    static class Reader {
        private final JdbcClient jdbc;

        Reader(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        @GetMapping("/v1/corps/{corpId}/read")
        int read(@PathVariable CorpId corpId) {
            return jdbc.sql("SELECT 1").query(Integer.class).single();
        }

        @Transactional
        @GetMapping("/v1/corps/{corpId}/read-transactionally")
        public int readTransactionally(@PathVariable CorpId corpId) {
            return jdbc.sql("SELECT 1").query(Integer.class).single();
        }
    }

    @DynamicPropertySource
    static void nobodyListens(DynamicPropertyRegistry registry) throws IOException {
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = closed.getLocalPort();
            registry.add(
                    "spring.datasource.hikari.jdbc-url",
                    () -> "jdbc:mysql://127.0.0.1:" + port + "/none?connectTimeout=500");
        }
    }

    @Test
    void readsAndWritesAreUnavailableSoonAndSayWhenToComeBack() {
        for (Answer answer : new Answer[] {
            get("/v1/corps/ww1/read"),
            get("/v1/corps/ww1/read-transactionally"),
            post(THINGS, "{}", "Idempotency-Key", "k")
        }) {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.code()).isEqualTo("unavailable");
            assertThat(Duration.ofSeconds(Long.parseLong(answer.header("Retry-After"))))
                    .isPositive();
        }
    }
}
