package scrm.rest.idempotency;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;

import scrm.rest.RestProperties;

/** Idempotency-Key, wherever there is a database to keep it in. */
@AutoConfiguration(
        afterName = "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration",
        beforeName = {
            "org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizationAutoConfiguration",
            "org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(JdbcClient.class)
@ConditionalOnProperty(name = "scrm.rest.idempotency.enabled", matchIfMissing = true)
@EnableScheduling
class IdempotencyAutoConfiguration {
    /** After Spring Security (-100): only who was let in may fill the table. */
    private static final int ORDER = -50;

    @Bean
    IdempotencyKeys idempotencyKeys(JdbcClient jdbc, RestProperties properties) {
        return new JdbcIdempotencyKeys(jdbc, properties.idempotency());
    }

    @Bean
    CommittedEffect committedEffect(IdempotencyKeys keys) {
        return new CommittedEffect(keys);
    }

    @Bean
    IdempotencyPurge idempotencyPurge(IdempotencyKeys keys) {
        return new IdempotencyPurge(keys);
    }

    @Bean
    FilterRegistrationBean<IdempotencyFilter> idempotencyFilter(IdempotencyKeys keys) {
        FilterRegistrationBean<IdempotencyFilter> registration =
                new FilterRegistrationBean<>(new IdempotencyFilter(keys));
        registration.setOrder(ORDER);
        return registration;
    }
}
