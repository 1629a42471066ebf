package scrm.gateway.callback;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.messaging.EventJson;
import scrm.messaging.KafkaEventRecords;
import scrm.messaging.Outbox;
import scrm.rest.ProblemMapper;
import scrm.wecom.Corps;
import scrm.wecom.callback.CallbackCodec;

/** Wires the intake of callbacks. */
@Configuration(proxyBeanMethods = false)
class CallbackConfiguration {
    /** WeCom proves itself by its signature: no filter of Spring Security has anything to do on its path. */
    @Bean
    @Order(0)
    SecurityFilterChain callbacksNeedNoToken() {
        return new DefaultSecurityFilterChain(
                PathPatternRequestMatcher.withDefaults().matcher("/wecom/callback/**"));
    }

    @Bean
    CallbackCodec callbackCodec() {
        return new CallbackCodec();
    }

    @Bean
    CorpKeys corpKeys(Corps corps) {
        return new CorpKeys(corps);
    }

    @Bean
    CallbackMetrics callbackMetrics(MeterRegistry registry) {
        return new CallbackMetrics(registry);
    }

    @Bean
    ProblemMapper callbackProblems(CallbackProperties properties) {
        return new CallbackProblems(properties);
    }

    @Bean
    KafkaCallbacks kafkaCallbacks(KafkaProperties kafka, KafkaEventRecords records, CallbackProperties properties) {
        return new KafkaCallbacks(kafka.buildProducerProperties(), records, properties);
    }

    @Bean
    CallbackPublisher callbackPublisher(
            KafkaCallbacks kafka,
            TransactionTemplate transaction,
            Outbox outbox,
            CallbackGaps gaps,
            CallbackProperties properties) {
        return new CallbackPublisher(kafka, transaction, outbox, gaps, properties);
    }

    @Bean
    FileCallbackGaps fileCallbackGaps(
            CallbackProperties properties, EventJson json, Clock clock, CallbackMetrics metrics) {
        return new FileCallbackGaps(properties.gapDirectory(), json, clock, metrics);
    }

    @Bean
    CallbackGapWorker callbackGapWorker(
            FileCallbackGaps noted,
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            Outbox outbox,
            CallbackMetrics metrics) {
        return new CallbackGapWorker(noted, new JdbcCallbackGaps(jdbc, transaction, outbox), metrics);
    }

    /** Runners end before the application says that it is ready. */
    @Bean
    ApplicationRunner callbackWarmUp(CallbackCodec codec, KafkaEventRecords records, KafkaCallbacks kafka) {
        CallbackWarmUp warmUp = new CallbackWarmUp(codec, records, kafka);
        return _ -> warmUp.run();
    }
}
