package scrm.wecom.quota;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import scrm.wecom.Lane;

/**
 * Limits per corp and API. WeCom's published ones are the defaults, and "subject to change" (document 90312).
 *
 * <p>A window's {@code burst} is the part of its limit that may be spent at once; the rest flows evenly, so that no
 * window of any position has more than the limit. The minute's is large, for the hour's flow is slower anyway; the
 * hour's is small, for what is kept for bursts is lost to the flow.
 *
 * @param perMinute calls a minute
 * @param minuteBurst more than 0, less than 1
 * @param perHour calls an hour
 * @param hourBurst more than 0, less than 1
 * @param concurrency calls at once
 * @param maxWait how long a call of a lane waits for its turn before it is told to come back
 * @param lease after which a permit of a process that died is free again; longer than any call
 * @param apis what differs for single APIs, by path: {@code [externalcontact/mark_tag]}
 */
@ConfigurationProperties("scrm.wecom.quota")
public record QuotaProperties(
        @DefaultValue("10000") int perMinute,
        @DefaultValue("0.5") double minuteBurst,
        @DefaultValue("150000") int perHour,
        @DefaultValue("0.02") double hourBurst,
        @DefaultValue("5") int concurrency,
        @DefaultValue MaxWait maxWait,
        @DefaultValue("30s") Duration lease,
        @DefaultValue Map<String, OfApi> apis) {
    public QuotaProperties {
        apis = Map.copyOf(apis);
        check(minuteBurst > 0 && minuteBurst < 1, "minute-burst must be between 0 and 1");
        check(hourBurst > 0 && hourBurst < 1, "hour-burst must be between 0 and 1");
        check(perMinute >= 2, "per-minute must be at least 2");
        check(perHour >= 2, "per-hour must be at least 2");
        check(concurrency >= 1, "concurrency must be at least 1");
        check(lease.compareTo(Duration.ofSeconds(10)) >= 0, "lease must be at least 10s");
    }

    Limits limits(String api) {
        OfApi own = apis.getOrDefault(api, OfApi.NOTHING);
        return new Limits(
                Pace.of(own.perMinute == null ? perMinute : own.perMinute, minuteBurst, Duration.ofMinutes(1)),
                Pace.of(own.perHour == null ? perHour : own.perHour, hourBurst, Duration.ofHours(1)),
                own.concurrency == null ? concurrency : own.concurrency);
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("scrm.wecom.quota." + rule);
        }
    }

    /** How long each lane waits. */
    public record MaxWait(
            @DefaultValue("5s") Duration welcome,
            @DefaultValue("2s") Duration person,
            @DefaultValue("250ms") Duration bulk,
            @DefaultValue("250ms") Duration sync) {
        public MaxWait {
            check(
                    !welcome.isNegative() && !person.isNegative() && !bulk.isNegative() && !sync.isNegative(),
                    "max-wait must not be negative");
        }

        Duration of(Lane lane) {
            return switch (lane) {
                case WELCOME -> welcome;
                case PERSON -> person;
                case BULK -> bulk;
                case SYNC -> sync;
            };
        }
    }

    /** Limits of one API; what is left out is as for all. */
    public record OfApi(
            @Nullable Integer perMinute,
            @Nullable Integer perHour,
            @Nullable Integer concurrency) {
        static final OfApi NOTHING = new OfApi(null, null, null);

        public OfApi {
            check(perMinute == null || perMinute >= 2, "apis: per-minute must be at least 2");
            check(perHour == null || perHour >= 2, "apis: per-hour must be at least 2");
            check(concurrency == null || concurrency >= 1, "apis: concurrency must be at least 1");
        }
    }
}
