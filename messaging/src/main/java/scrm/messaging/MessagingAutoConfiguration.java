package scrm.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JacksonModule;

/** Gives a service its clock, inbox, outbox and work queue, and runs its consumers, its relay and its workers. */
@AutoConfiguration
@EnableConfigurationProperties(MessagingProperties.class)
class MessagingAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    Clock clock(MessagingProperties properties) {
        return properties.clockFile().isEmpty() ? Clock.systemUTC() : new FileClock(Path.of(properties.clockFile()));
    }

    @Bean
    EventJson eventJson() {
        return new EventJson();
    }

    /** Ids are bare strings in REST too. */
    @Bean
    JacksonModule scrmIdModule() {
        return EventJson.idModule();
    }

    @Bean
    JdbcInbox inbox(JdbcTemplate jdbc) {
        return new JdbcInbox(jdbc);
    }

    @Bean
    JdbcOutbox outbox(JdbcTemplate jdbc, TransactionTemplate transaction, EventJson json) {
        return new JdbcOutbox(jdbc, transaction, json);
    }

    @Bean
    JdbcWorkQueue workQueue(JdbcTemplate jdbc, EventJson json, Clock clock) {
        return new JdbcWorkQueue(jdbc, json, clock);
    }

    @Bean
    JdbcClaims workClaims(JdbcTemplate jdbc, TransactionTemplate transaction, Clock clock) {
        return new JdbcClaims(jdbc, transaction, clock);
    }

    @Bean
    KafkaEventRecords eventRecords(EventJson json, MessagingProperties properties) {
        return new KafkaEventRecords(json, properties.topicPrefix());
    }

    @Bean
    KafkaDeadLetters deadLetters(
            KafkaTemplate<String, byte[]> kafka,
            ConsumerFactory<String, byte[]> consumers,
            KafkaAdmin admin,
            ObjectProvider<EventConsumer> ours,
            MeterRegistry meters,
            MessagingProperties properties) {
        return new KafkaDeadLetters(
                kafka,
                consumers,
                admin.getConfigurationProperties(),
                () -> ours.stream().collect(Collectors.toMap(EventConsumer::name, EventConsumer::topics)),
                meters,
                properties.topicPrefix());
    }

    @Bean
    DeadLettersEndpoint deadLettersEndpoint(DeadLetters deadLetters) {
        return new DeadLettersEndpoint(deadLetters);
    }

    @Bean
    KafkaConsumers eventConsumers(
            ObjectProvider<EventConsumer> consumers,
            ObjectProvider<EventGate> gates,
            ConsumerFactory<String, byte[]> kafka,
            JdbcInbox inbox,
            TransactionTemplate transaction,
            EventJson json,
            KafkaEventRecords records,
            KafkaDeadLetters deadLetters,
            MeterRegistry meters,
            MessagingProperties properties) {
        return new KafkaConsumers(
                consumers
                        .orderedStream()
                        .<EventConsumer>map(consumer -> new GatedConsumer(
                                consumer, gates.orderedStream().toList()))
                        .toList(),
                kafka,
                consumer -> new KafkaEventListener(consumer, inbox, transaction, json, deadLetters, meters, properties),
                records,
                properties);
    }

    @Bean
    OutboxRelay outboxRelay(
            JdbcOutbox outbox,
            KafkaTemplate<String, byte[]> kafka,
            KafkaEventRecords records,
            MeterRegistry meters,
            MessagingProperties properties) {
        return new OutboxRelay(outbox, kafka, records, meters, properties);
    }

    @Bean
    LeasedWorker leasedWorker(
            ObjectProvider<WorkHandler<?>> handlers,
            JdbcWorkQueue queue,
            JdbcClaims claims,
            EventJson json,
            MeterRegistry meters,
            MessagingProperties properties) {
        return new LeasedWorker(handlers.orderedStream().toList(), queue, claims, json, meters, properties);
    }

    @Bean
    RetentionWorker retentionWorker(
            JdbcInbox inbox,
            JdbcOutbox outbox,
            JdbcClaims claims,
            LeasedWorker worker,
            MeterRegistry meters,
            MessagingProperties properties) {
        return new RetentionWorker(inbox, outbox, claims, worker, meters, properties);
    }
}
