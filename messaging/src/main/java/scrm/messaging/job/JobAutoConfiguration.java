package scrm.messaging.job;

import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.messaging.EventJson;
import scrm.messaging.WorkQueue;

/** Gives a service its jobs. */
@AutoConfiguration
class JobAutoConfiguration {
    @Bean
    JdbcJobs jobs(JdbcClient client, TransactionTemplate transaction, WorkQueue queue, EventJson json, Clock clock) {
        return new JdbcJobs(client, transaction, queue, json, clock);
    }

    @Bean
    JobWorker jobWorker(ObjectProvider<JobHandler<?>> handlers, JdbcJobs jobs, EventJson json) {
        return new JobWorker(handlers.orderedStream().toList(), jobs, json);
    }
}
