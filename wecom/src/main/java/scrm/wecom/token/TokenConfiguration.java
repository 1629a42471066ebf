package scrm.wecom.token;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

import scrm.wecom.Corps;
import scrm.wecom.redis.RedisIfThere;

/** Tokens, and what keeps them fresh. */
@AutoConfiguration(afterName = "scrm.wecom.redis.RedisConfiguration")
class TokenConfiguration {
    @Bean
    Tokens weComTokens(
            RedisIfThere redis, TokenSource source, ObjectProvider<Clock> clock, ObjectProvider<MeterRegistry> meters) {
        return new Tokens(
                new RedisTokens(redis),
                source,
                clock.getIfAvailable(Clock::systemUTC),
                meters.getIfAvailable(SimpleMeterRegistry::new));
    }

    @Bean
    TokenRefresher weComTokenRefresher(Tokens tokens, Corps corps) {
        return new TokenRefresher(tokens, corps);
    }
}
