package scrm.rest.job;

import java.util.Objects;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

import scrm.messaging.job.Jobs;
import scrm.rest.RestProperties;

/** Shows the jobs of a service that says {@code scrm.rest.jobs}: its name at the gateway. */
@AutoConfiguration
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
}
