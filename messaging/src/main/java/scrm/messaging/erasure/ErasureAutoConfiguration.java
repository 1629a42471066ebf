package scrm.messaging.erasure;

import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.messaging.WorkQueue;

/** Gives a service its tombstones, and has it follow the erasures that another one decides. */
@AutoConfiguration
class ErasureAutoConfiguration {
    @Bean
    JdbcErasedContacts erasedContacts(JdbcClient client) {
        return new JdbcErasedContacts(client);
    }

    @Bean
    ErasureGate erasureGate(JdbcErasedContacts erased) {
        return new ErasureGate(erased);
    }

    @Bean
    EraseContacts eraseContacts(JdbcErasedContacts erased, WorkQueue work, Clock clock) {
        return new EraseContacts(erased, work, clock);
    }

    @Bean
    JdbcMessagingTraces messagingTraces(JdbcClient client) {
        return new JdbcMessagingTraces(client);
    }

    @Bean
    ErasureWorker erasureWorker(
            JdbcErasedContacts erased,
            ObjectProvider<ContactData> data,
            ObjectProvider<ContactTraces> traces,
            TransactionTemplate transaction,
            Clock clock) {
        return new ErasureWorker(
                erased, data.orderedStream().toList(), traces.orderedStream().toList(), transaction, clock);
    }

    /** Not where erasures are decided. */
    @Bean
    @ConditionalOnBean(ContactData.class)
    @ConditionalOnProperty(name = "scrm.messaging.follow-erasures", matchIfMissing = true)
    ErasureListener erasureListener(Environment environment, EraseContacts erase) {
        return new ErasureListener(environment.getRequiredProperty("spring.application.name") + ".erasure", erase);
    }
}
