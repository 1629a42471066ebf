package scrm.wecom.wxjava;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import scrm.wecom.ContactWays;
import scrm.wecom.CorpTags;
import scrm.wecom.Corps;
import scrm.wecom.CustomerAcquisition;
import scrm.wecom.Directory;
import scrm.wecom.ExternalContacts;
import scrm.wecom.GroupChats;
import scrm.wecom.GroupMessages;
import scrm.wecom.GroupWelcomeTemplates;
import scrm.wecom.InterceptRules;
import scrm.wecom.JoinWays;
import scrm.wecom.Media;
import scrm.wecom.Messages;
import scrm.wecom.Moments;
import scrm.wecom.Statistics;
import scrm.wecom.StrategyTags;
import scrm.wecom.Transfers;
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
    TokenSource weComTokenSource(Gate gate, WxJavaHttp http, ObjectProvider<Clock> clock) {
        return new WxJavaTokenSource(gate, http, clockOf(clock));
    }

    @Bean
    WxJavaCalls weComCalls(Corps corps, Gate gate, Tokens tokens, WxJavaHttp http, ObjectProvider<Clock> clock) {
        return new WxJavaCalls(corps, gate, tokens, http, clockOf(clock));
    }

    @Bean
    ExternalContacts weComExternalContacts(WxJavaCalls calls) {
        return new WxJavaExternalContacts(calls);
    }

    @Bean
    CorpTags weComCorpTags(WxJavaCalls calls) {
        return new WxJavaCorpTags(calls);
    }

    @Bean
    StrategyTags weComStrategyTags(WxJavaCalls calls) {
        return new WxJavaStrategyTags(calls);
    }

    @Bean
    ContactWays weComContactWays(WxJavaCalls calls) {
        return new WxJavaContactWays(calls);
    }

    @Bean
    Welcomes weComWelcomes(WxJavaCalls calls) {
        return new WxJavaWelcomes(calls);
    }

    @Bean
    GroupChats weComGroupChats(WxJavaCalls calls) {
        return new WxJavaGroupChats(calls);
    }

    @Bean
    GroupMessages weComGroupMessages(WxJavaCalls calls) {
        return new WxJavaGroupMessages(calls);
    }

    @Bean
    Media weComMedia(WxJavaCalls calls, RedisIfThere redis, ObjectProvider<Clock> clock) {
        return new WxJavaMedia(calls, new RedisMediaIds(redis), clockOf(clock));
    }

    @Bean
    JoinWays weComJoinWays(WxJavaCalls calls) {
        return new WxJavaJoinWays(calls);
    }

    @Bean
    GroupWelcomeTemplates weComGroupWelcomeTemplates(WxJavaCalls calls) {
        return new WxJavaGroupWelcomeTemplates(calls);
    }

    @Bean
    Moments weComMoments(WxJavaCalls calls) {
        return new WxJavaMoments(calls);
    }

    @Bean
    Messages weComMessages(WxJavaCalls calls) {
        return new WxJavaMessages(calls);
    }

    @Bean
    CustomerAcquisition weComCustomerAcquisition(WxJavaCalls calls) {
        return new WxJavaCustomerAcquisition(calls);
    }

    @Bean
    Transfers weComTransfers(WxJavaCalls calls) {
        return new WxJavaTransfers(calls);
    }

    @Bean
    Statistics weComStatistics(WxJavaCalls calls) {
        return new WxJavaStatistics(calls);
    }

    @Bean
    InterceptRules weComInterceptRules(WxJavaCalls calls) {
        return new WxJavaInterceptRules(calls);
    }

    @Bean
    Directory weComDirectory(WxJavaCalls calls) {
        return new WxJavaDirectory(calls);
    }

    /** Shows what somebody has to mend. The process itself is well: no probe may take it out of service for that. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HealthIndicator.class)
    static class HealthConfiguration {
        private static final Status MISCONFIGURED = new Status("MISCONFIGURED");

        @Bean
        HealthIndicator weComHealthIndicator(Misconfigurations misconfigurations) {
            return () -> {
                List<String> messages = misconfigurations.messages();
                return messages.isEmpty()
                        ? Health.up().build()
                        : Health.status(MISCONFIGURED)
                                .withDetail("mend", messages)
                                .build();
            };
        }
    }

    private static Clock clockOf(ObjectProvider<Clock> clock) {
        return clock.getIfAvailable(Clock::systemUTC);
    }

    private static MeterRegistry metersOf(ObjectProvider<MeterRegistry> meters) {
        return meters.getIfAvailable(SimpleMeterRegistry::new);
    }
}
