package scrm.tag.index;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.ConsumerFactory;

import scrm.messaging.KafkaEventRecords;
import scrm.rest.Problem;
import scrm.rest.ProblemCode;
import scrm.rest.ProblemMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IndexProperties.class)
class IndexConfiguration {
    @Bean
    KafkaIndexGroup indexGroup(
            ConsumerFactory<String, byte[]> kafka,
            KafkaEventRecords records,
            ContactIndex index,
            LoadContacts contacts,
            IndexCheckpoints checkpoints,
            IndexProperties properties,
            Environment environment,
            MeterRegistry meters,
            Clock clock) {
        return new KafkaIndexGroup(
                kafka,
                records,
                properties,
                environment,
                (consumer, topic, topicId) -> new KafkaIndexFeed(
                        consumer,
                        topic,
                        index,
                        contacts,
                        new Checkpointing(checkpoints, topicId, properties, meters, clock),
                        meters,
                        clock));
    }

    @Bean
    ProblemMapper indexProblems(IndexProperties properties) {
        return thrown -> thrown instanceof IndexLoadingException
                ? Problem.of(ProblemCode.UNAVAILABLE)
                        .withReason("segments_loading")
                        .withRetryAfter(properties.retryAfter())
                : null;
    }
}
