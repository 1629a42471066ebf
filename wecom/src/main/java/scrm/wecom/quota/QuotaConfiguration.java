package scrm.wecom.quota;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import scrm.wecom.WeComProperties;
import scrm.wecom.redis.RedisIfThere;

/** The quota of all corps. */
@AutoConfiguration(afterName = "scrm.wecom.redis.RedisConfiguration")
@EnableConfigurationProperties(QuotaProperties.class)
class QuotaConfiguration {
    @Bean
    Quota weComQuota(
            QuotaProperties quota, WeComProperties weCom, RedisIfThere redis, ObjectProvider<MeterRegistry> meters) {
        return new Quota(quota, redis, weCom.instances(), meters.getIfAvailable(SimpleMeterRegistry::new));
    }
}
