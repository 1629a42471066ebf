package scrm.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.events.Event;

/** An instance of a service that has nothing but messaging; a test may run several on the same stores. */
final class TestService implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private TestService(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Describes an instance. */
    static final class Builder {
        private final Map<String, String> stores;
        private final List<Object> beans = new ArrayList<>();
        private final Map<String, Object> settings = new TreeMap<>();

        private Builder(Map<String, String> stores) {
            this.stores = stores;
        }

        Builder with(Object... more) {
            beans.addAll(List.of(more));
            return this;
        }

        Builder setting(String name, Object value) {
            settings.put(name, value);
            return this;
        }

        TestService start() {
            return new TestService(new SpringApplicationBuilder(App.class)
                    .properties(Map.copyOf(stores))
                    .initializers(context -> {
                        for (int i = 0; i < beans.size(); i++) {
                            register((GenericApplicationContext) context, "bean" + i, beans.get(i));
                        }
                    })
                    .run(settings.entrySet().stream()
                            .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                            .toArray(String[]::new)));
        }

        private static <T> void register(GenericApplicationContext context, String name, T bean) {
            @SuppressWarnings("unchecked")
            Class<T> type = (Class<T>) bean.getClass();
            context.registerBean(name, type, () -> bean);
        }
    }

    static Builder on(Map<String, String> stores) {
        return new Builder(stores);
    }

    <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    void inTransaction(Runnable action) {
        get(TransactionTemplate.class).executeWithoutResult(_ -> action.run());
    }

    <T> T fromTransaction(Supplier<T> action) {
        return get(TransactionTemplate.class).execute(_ -> action.get());
    }

    JdbcClient sql() {
        return get(JdbcClient.class);
    }

    /** Publishes an event without an outbox, as the gateway does, and waits until Kafka has it. */
    void publish(Event event) {
        send(get(KafkaEventRecords.class).of(event));
    }

    void send(ProducerRecord<String, byte[]> kafkaRecord) {
        kafka().send(kafkaRecord).orTimeout(10, TimeUnit.SECONDS).join();
    }

    @SuppressWarnings("unchecked")
    KafkaTemplate<String, byte[]> kafka() {
        return get(KafkaTemplate.class);
    }

    @Override
    public void close() {
        context.close();
    }

    static final Duration PATIENCE = Duration.ofSeconds(20);

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class App {}
}
