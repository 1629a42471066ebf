package scrm.gateway.limit;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import scrm.wecom.Corps;
import scrm.wecom.redis.RedisIfThere;

/** Wires the limits. */
@Configuration(proxyBeanMethods = false)
class LimitConfiguration {
    /** Right behind Spring Security (-100). */
    private static final int ORDER = -60;

    @Bean
    RequestLimits requestLimits(LimitProperties properties, RedisIfThere redis) {
        return new RequestLimits(properties, new RedisBudgets(redis), System::nanoTime);
    }

    @Bean
    FilterRegistrationBean<LimitFilter> limitFilter(RequestLimits limits, Corps corps, MeterRegistry meters) {
        FilterRegistrationBean<LimitFilter> registration =
                new FilterRegistrationBean<>(new LimitFilter(limits, corps, meters));
        registration.setOrder(ORDER);
        return registration;
    }
}
