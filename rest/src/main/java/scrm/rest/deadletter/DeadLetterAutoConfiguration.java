package scrm.rest.deadletter;

import java.util.Objects;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

import scrm.messaging.DeadLetters;
import scrm.rest.Problem;
import scrm.rest.ProblemCode;
import scrm.rest.ProblemMapper;
import scrm.rest.RestProperties;
import scrm.rest.problem.Problems;

/** Shows the dead letters of a service that says {@code scrm.rest.jobs}: its name at the gateway. */
@AutoConfiguration
@ConditionalOnClass(DeadLetters.class)
@ConditionalOnProperty("scrm.rest.jobs")
class DeadLetterAutoConfiguration {
    @Bean
    DeadLetterController deadLetterController(DeadLetters letters, RestProperties properties) {
        return new DeadLetterController(letters, Objects.requireNonNull(properties.jobs()));
    }

    @Bean
    ProblemMapper deadLettersUnreachable() {
        return thrown -> thrown instanceof DeadLetters.Unreachable
                ? Problem.of(ProblemCode.UNAVAILABLE).withRetryAfter(Problems.OUTAGE)
                : null;
    }
}
