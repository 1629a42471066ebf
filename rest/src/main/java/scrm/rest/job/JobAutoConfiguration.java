package scrm.rest.job;

import java.util.Objects;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

import scrm.messaging.job.Jobs;
import scrm.messaging.replay.ReplayCallbacks;
import scrm.rest.RestProperties;

/** Shows the jobs of a service that says {@code scrm.rest.jobs}: its name at the gateway. */
@AutoConfiguration(afterName = "scrm.messaging.replay.ReplayAutoConfiguration")
@ConditionalOnClass(Jobs.class)
@ConditionalOnProperty("scrm.rest.jobs")
class JobAutoConfiguration {
    @Bean
    JobAnswers jobAnswers(RestProperties properties) {
        return new JobAnswers(Objects.requireNonNull(properties.jobs()));
    }

    @Bean
    JobController jobController(Jobs jobs, JobAnswers answers) {
        return new JobController(jobs, answers);
    }

    @Bean
    @ConditionalOnBean(ReplayCallbacks.class)
    CallbackReplayController callbackReplayController(ReplayCallbacks replay, JobAnswers answers) {
        return new CallbackReplayController(replay, answers);
    }
}
