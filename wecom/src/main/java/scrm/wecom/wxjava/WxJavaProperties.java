package scrm.wecom.wxjava;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How WeCom is reached.
 *
 * @param connectTimeout for TCP and TLS
 * @param readTimeout for silence on an open connection
 * @param poolTimeout for a free connection
 * @param totalTimeout for one call as a whole; shorter than the lease of a permit
 * @param connections at once, of all corps together
 * @param breaker when to stop calling one API for one corp
 * @param callers threads that may be inside a call of one API for one corp, those that wait for quota included
 */
@ConfigurationProperties("scrm.wecom.http")
record WxJavaProperties(
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("5s") Duration readTimeout,
        @DefaultValue("1s") Duration poolTimeout,
        @DefaultValue("15s") Duration totalTimeout,
        @DefaultValue("256") int connections,
        @DefaultValue Breaker breaker,
        @DefaultValue("256") int callers) {
    WxJavaProperties {
        check(!connectTimeout.isNegative() && !connectTimeout.isZero(), "connect-timeout must be positive");
        check(!readTimeout.isNegative() && !readTimeout.isZero(), "read-timeout must be positive");
        check(!poolTimeout.isNegative() && !poolTimeout.isZero(), "pool-timeout must be positive");
        check(!totalTimeout.isNegative() && !totalTimeout.isZero(), "total-timeout must be positive");
        check(connections >= 1, "connections must be at least 1");
        check(callers >= 1, "callers must be at least 1");
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("scrm.wecom.http." + rule);
        }
    }

    /**
     * The breaker counts calls that got no answer of WeCom's; refusals are answers.
     *
     * @param window calls looked at
     * @param minimumCalls before it opens
     * @param failureRate percent
     * @param open for how long it stays open
     * @param trials calls that decide whether it closes again
     */
    record Breaker(
            @DefaultValue("20") int window,
            @DefaultValue("10") int minimumCalls,
            @DefaultValue("50") float failureRate,
            @DefaultValue("10s") Duration open,
            @DefaultValue("3") int trials) {
        Breaker {
            check(window >= 1 && minimumCalls >= 1 && minimumCalls <= window, "breaker: 1 <= minimum-calls <= window");
            check(failureRate > 0 && failureRate <= 100, "breaker.failure-rate must be between 0 and 100");
            check(!open.isNegative() && !open.isZero(), "breaker.open must be positive");
            check(trials >= 1, "breaker.trials must be at least 1");
        }
    }
}
