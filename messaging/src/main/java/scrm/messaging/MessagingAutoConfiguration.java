package scrm.messaging;

import java.nio.file.Path;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
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
    JdbcWorkQueue workQueue(JdbcTemplate jdbc, TransactionTemplate transaction, EventJson json, Clock clock) {
        return new JdbcWorkQueue(jdbc, transaction, json, clock);
    }
}
