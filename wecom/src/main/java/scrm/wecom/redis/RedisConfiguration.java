package scrm.wecom.redis;

import io.lettuce.core.ClientOptions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.core.StringRedisTemplate;

import scrm.wecom.WeComProperties;

/** Redis that fails at once when it is not connected, instead of queueing commands for later. */
@AutoConfiguration(after = DataRedisAutoConfiguration.class)
@EnableConfigurationProperties(WeComProperties.class)
class RedisConfiguration {
    @Bean
    LettuceClientOptionsBuilderCustomizer rejectCommandsWhileDisconnected() {
        return options -> options.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS);
    }

    @Bean
    RedisIfThere weComRedis(
            StringRedisTemplate template, WeComProperties properties, ObjectProvider<MeterRegistry> meters) {
        RedisIfThere redis = new RedisIfThere(template, properties.redisPrefix());
        meters.ifAvailable(registry -> Gauge.builder("wecom.redis.away", redis, r -> r.away() ? 1 : 0)
                .description("1 while Redis does not answer and local shares are used")
                .register(registry));
        return redis;
    }
}
