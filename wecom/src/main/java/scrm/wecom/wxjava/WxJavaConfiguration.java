package scrm.wecom.wxjava;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import scrm.wecom.ContactWays;
import scrm.wecom.CorpTags;
import scrm.wecom.Corps;
import scrm.wecom.ExternalContacts;
import scrm.wecom.GroupChats;
import scrm.wecom.GroupMessages;
import scrm.wecom.Media;
import scrm.wecom.WeComProperties;
import scrm.wecom.Welcomes;
import scrm.wecom.quota.Quota;
import scrm.wecom.redis.RedisIfThere;
import scrm.wecom.token.TokenSource;
import scrm.wecom.token.Tokens;

/** The capabilities, and what all their calls go through. */
@AutoConfiguration
@EnableConfigurationProperties({WeComProperties.class, WxJavaProperties.class})
class WxJavaConfiguration {
    @Bean
    WxJavaHttp weComHttp(WeComProperties weCom, WxJavaProperties properties) {
        return new WxJavaHttp(weCom.baseUrl(), properties);
    }

    @Bean
    Misconfigurations weComMisconfigurations(ObjectProvider<Clock> clock, ObjectProvider<MeterRegistry> meters) {
        return new Misconfigurations(clockOf(clock), metersOf(meters));
    }

    @Bean
    Gate weComGate(
            Misconfigurations misconfigurations,
            WxJavaProperties properties,
            Quota quota,
            ObjectProvider<MeterRegistry> meters) {
        MeterRegistry registry = metersOf(meters);
        return new Gate(misconfigurations, new Breakers(properties, registry), quota, registry);
    }

    @Bean
    TokenSource tokenSource(Gate gate, WxJavaHttp http, ObjectProvider<Clock> clock) {
        return new WxJavaTokenSource(gate, http, clockOf(clock));
    }

    @Bean
    WxJavaCalls weComCalls(Corps corps, Gate gate, Tokens tokens, WxJavaHttp http) {
        return new WxJavaCalls(corps, gate, tokens, http);
    }

    @Bean
    ExternalContacts externalContacts(WxJavaCalls calls) {
        return new WxJavaExternalContacts(calls);
    }

    @Bean
    CorpTags corpTags(WxJavaCalls calls) {
        return new WxJavaCorpTags(calls);
    }

    @Bean
    ContactWays contactWays(WxJavaCalls calls) {
        return new WxJavaContactWays(calls);
    }

    @Bean
    Welcomes welcomes(WxJavaCalls calls) {
        return new WxJavaWelcomes(calls);
    }

    @Bean
    GroupChats groupChats(WxJavaCalls calls) {
        return new WxJavaGroupChats(calls);
    }

    @Bean
    GroupMessages groupMessages(WxJavaCalls calls) {
        return new WxJavaGroupMessages(calls);
    }

    @Bean
    Media media(WxJavaCalls calls, RedisIfThere redis, ObjectProvider<Clock> clock) {
        return new WxJavaMedia(calls, new RedisMediaIds(redis), clockOf(clock));
    }

    private static Clock clockOf(ObjectProvider<Clock> clock) {
        return clock.getIfAvailable(Clock::systemUTC);
    }

    private static MeterRegistry metersOf(ObjectProvider<MeterRegistry> meters) {
        return meters.getIfAvailable(SimpleMeterRegistry::new);
    }
}
