package scrm.messaging.replay;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.messaging.EventConsumer;
import scrm.messaging.EventJson;
import scrm.messaging.Inbox;
import scrm.messaging.KafkaEventRecords;
import scrm.messaging.job.Jobs;

/** Lets a service's consumers be given callbacks once more, if it has any. */
@AutoConfiguration(afterName = "scrm.messaging.erasure.ErasureAutoConfiguration")
@ConditionalOnBean(EventConsumer.class)
class ReplayAutoConfiguration {
    @Bean
    ReplayCallbacks replayCallbacks(
            Jobs jobs, TransactionTemplate transaction, ObjectProvider<EventConsumer> consumers) {
        return new ReplayCallbacks(jobs, transaction, consumers::stream);
    }

    @Bean
    KafkaCallbackReplay callbackReplay(
            ObjectProvider<EventConsumer> consumers,
            ConsumerFactory<String, byte[]> kafka,
            KafkaTemplate<String, byte[]> producer,
            KafkaEventRecords records,
            EventJson json,
            Inbox inbox) {
        return new KafkaCallbackReplay(consumers::stream, kafka, producer, records, json, inbox);
    }
}
