package scrm.rest.deadlock;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import org.springframework.aop.Advisor;
import org.springframework.aop.support.ComposablePointcut;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.transaction.annotation.Transactional;

/** Puts the retry around the transaction of every {@code @Transactional} bean. */
@AutoConfiguration
@ConditionalOnClass(Transactional.class)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
class DeadlockAutoConfiguration {
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Advisor deadlockRetry(ObjectProvider<MeterRegistry> meters) {
        var transactional = new ComposablePointcut(new AnnotationMatchingPointcut(Transactional.class, true))
                .union(new AnnotationMatchingPointcut(null, Transactional.class, true));
        var advisor = new DefaultPointcutAdvisor(
                transactional, new DeadlockRetry(() -> meters.getIfAvailable(() -> Metrics.globalRegistry)));
        advisor.setOrder(Ordered.LOWEST_PRECEDENCE - 1); // outside of the transaction, which comes last
        return advisor;
    }
}
