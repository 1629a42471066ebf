package scrm.gateway.callback;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How callbacks are taken in.
 *
 * @param replayWindow how far a callback's timestamp may be from our clock, either way. WeCom's own retries come within
 *     seconds; an older copy is a replay, a younger one is dropped by the consumers' inboxes
 * @param bodyTimeout in which a body must have come, WeCom's own patience
 * @param kafkaTimeout in which Kafka must have acknowledged; at most 1.5 s, for MySQL is asked after it
 * @param probeInterval how long a store that fails is left alone before one callback tries it again
 * @param gapDirectory where callbacks are noted that neither Kafka nor MySQL took; survives a restart
 */
@ConfigurationProperties("scrm.gateway.callback")
record CallbackProperties(
        @DefaultValue("5m") Duration replayWindow,
        @DefaultValue("5s") Duration bodyTimeout,
        @DefaultValue("700ms") Duration kafkaTimeout,
        @DefaultValue("1s") Duration probeInterval,
        @DefaultValue("callback-gaps") Path gapDirectory) {
    CallbackProperties {
        if (replayWindow.isNegative() || !bodyTimeout.isPositive() || !probeInterval.isPositive()) {
            throw new IllegalArgumentException("scrm.gateway.callback: durations must be positive");
        }
        if (kafkaTimeout.toMillis() < 300 || kafkaTimeout.toMillis() > 1500) {
            throw new IllegalArgumentException("scrm.gateway.callback.kafka-timeout must be 300 ms to 1.5 s");
        }
    }
}
