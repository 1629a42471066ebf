package scrm.wecom.wxjava;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import scrm.simulator.CorpDefinition;
import scrm.simulator.WeComSimulator;
import scrm.stores.TestStores;

/** A process of ours, as far as WeCom is concerned: the library as a service gets it, with its own prefix in Redis. */
final class Client implements AutoCloseable {
    static final String SECRET = "canary-secret-of-the-app";

    private final ConfigurableApplicationContext context;

    private Client(Map<String, Object> properties, MovableClock clock) {
        context = new SpringApplicationBuilder(App.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "spring.config.import=classpath:scrm-wecom.yaml",
                        "spring.main.banner-mode=off",
                        "spring.main.log-startup-info=false")
                .initializers(c -> c.getBeanFactory().registerSingleton("clock", clock))
                .run(properties.entrySet().stream()
                        .map(property -> "--" + property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new));
    }

    static Settings of(String baseUrl) {
        return new Settings(baseUrl);
    }

    /** With the secrets of two of its corps, ww1 and ww2. */
    static Settings of(WeComSimulator wecom) {
        return new Settings(wecom.baseUrl().toString())
                .with(
                        "SCRM_CORPS_FILE",
                        corpsFile(
                                entry(wecom.corp("ww1").definition()),
                                entry(wecom.corp("ww2").definition())));
    }

    <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    double count(String meter, String... tags) {
        return get(MeterRegistry.class).find(meter).tags(tags).timers().stream()
                .mapToLong(timer -> timer.count())
                .sum();
    }

    @Override
    public void close() {
        context.close();
    }

    /** Several clients of the same settings are several processes. */
    static final class Settings {
        private final Map<String, Object> properties = new LinkedHashMap<>();
        private final MovableClock clock = new MovableClock();

        private Settings(String baseUrl) {
            properties.put("SCRM_WECOM_BASE_URL", baseUrl);
            properties.put("SCRM_REDIS_PREFIX", "test:" + UUID.randomUUID() + ":");
            with("SCRM_CORPS_FILE", corpsFile(entry("ww1", SECRET), entry("ww2", SECRET)));
        }

        Settings redis(String url) {
            return with("SCRM_REDIS_URL", url);
        }

        Settings with(String name, Object value) {
            properties.put(name, value.toString());
            return this;
        }

        MovableClock clock() {
            return clock;
        }

        Client start() {
            properties.computeIfAbsent(
                    "SCRM_REDIS_URL", name -> TestStores.settingsWithoutTopics().get(name));
            return new Client(properties, clock);
        }
    }

    private static String entry(CorpDefinition corp) {
        return entry(corp.corpId(), corp.secret()).replace("1000002", Long.toString(corp.agentId()));
    }

    static String entry(String corpId, String secret) {
        return """
                - corpId: %s
                  name: Corp
                  timezone: Asia/Shanghai
                  agentId: 1000002
                  secret: %s
                  callbackToken: QDG6eK
                  callbackAesKey: jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C
                """.formatted(corpId, secret);
    }

    static Path corpsFile(String... entries) {
        try {
            Path file = Files.createTempFile("corps", ".yaml");
            file.toFile().deleteOnExit();
            return Files.writeString(file, String.join("", entries));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class App {
        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }
    }

    /** The system's clock until it is moved. */
    static final class MovableClock extends Clock {
        private volatile Duration ahead = Duration.ZERO;

        void move(Duration duration) {
            ahead = ahead.plus(duration);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(ahead);
        }
    }
}
