package scrm.tag.index;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the index behaves.
 *
 * @param url where the other instances reach this one, such as {@code http://10.1.2.3:8081}; empty: the server's
 *     address, or the host's, and the server's port
 * @param page how many contacts are read at once while loading
 * @param poll how many events are taken at once
 * @param holdersAge how long the broker's word on who holds what is believed
 * @param peerTimeout how long another instance may take to answer
 * @param checkpointEvery how often what is held is written down, for those who begin
 * @param checkpointAge how old such a checkpoint may be
 * @param retryAfter what a client is told while contacts are being loaded
 */
@ConfigurationProperties("scrm.index")
record IndexProperties(
        @DefaultValue("") String url,
        @DefaultValue("5000") int page,
        @DefaultValue("5000") int poll,
        @DefaultValue("1s") Duration holdersAge,
        @DefaultValue("3s") Duration peerTimeout,
        @DefaultValue("10m") Duration checkpointEvery,
        @DefaultValue("1d") Duration checkpointAge,
        @DefaultValue("2s") Duration retryAfter) {
    IndexProperties {
        if (!url.isEmpty() && !url.matches("https?://[^/?#\\s]+")) {
            throw new IllegalArgumentException("scrm.index.url must be like http://10.1.2.3:8081");
        }
        if (page < 1 || page > 100_000 || poll < 1 || poll > 100_000) {
            throw new IllegalArgumentException("scrm.index.page and poll must be 1 to 100000");
        }
        if (checkpointEvery.toMillis() < 1 || checkpointAge.compareTo(checkpointEvery) <= 0) {
            throw new IllegalArgumentException(
                    "scrm.index.checkpoint-every must be 1 ms or more, checkpoint-age longer than it");
        }
        if (holdersAge.isNegative() || peerTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("scrm.index.holders-age must be 0, peer-timeout 1 ms, or more");
        }
    }
}
