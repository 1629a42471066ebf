package scrm.rest.idempotency;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.messaging.erasure.ContactTraces;

/** Has stored answers forget erased contacts, where there are both. */
@AutoConfiguration(after = IdempotencyAutoConfiguration.class)
@ConditionalOnClass(ContactTraces.class)
@ConditionalOnBean(IdempotencyKeys.class)
class AnswerTracesAutoConfiguration {
    @Bean
    JdbcAnswerTraces answerTraces(JdbcClient client) {
        return new JdbcAnswerTraces(client);
    }
}
