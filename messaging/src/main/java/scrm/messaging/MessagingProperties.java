package scrm.messaging;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the library behaves.
 *
 * @param topicPrefix put before every topic and group, so that several systems can share a broker; empty by default
 * @param clockFile development only: holds the duration by which the clock is ahead; empty: the system's clock
 * @param consumerThreads how many threads of each consumer share its partitions
 * @param poisonTries how often an event that keeps failing is tried before it is put aside
 * @param poll how often rows are looked for that nobody was nudged for; the most that due work is late when idle
 * @param outboxLease how long a relay may hold a shard; longer than a publication may take
 * @param callLease how long work is held whose call has begun that must not be repeated; far longer than a call may
 *     take
 * @param retention how long claims and settled work are kept; until then work that is done once stays done
 */
@ConfigurationProperties("scrm.messaging")
record MessagingProperties(
        @DefaultValue("") String topicPrefix,
        @DefaultValue("") String clockFile,
        @DefaultValue("2") int consumerThreads,
        @DefaultValue("3") int poisonTries,
        @DefaultValue("500ms") Duration poll,
        @DefaultValue("10s") Duration outboxLease,
        @DefaultValue("30s") Duration callLease,
        @DefaultValue("30d") Duration retention) {
    MessagingProperties {
        if (!topicPrefix.matches("[a-zA-Z0-9._-]*")) {
            throw new IllegalArgumentException("scrm.messaging.topic-prefix must fit into a Kafka topic's name");
        }
        if (consumerThreads < 1 || poisonTries < 1) {
            throw new IllegalArgumentException("scrm.messaging.consumer-threads and poison-tries must be at least 1");
        }
        if (poll.toMillis() < 1
                || outboxLease.toSeconds() < 1
                || callLease.toSeconds() < 1
                || retention.toHours() < 1) {
            throw new IllegalArgumentException(
                    "scrm.messaging.poll must be 1 ms, outbox-lease and call-lease 1 s, retention 1 h or more");
        }
    }
}
