package scrm.messaging;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * {@link DeadLetters} for whoever operates the service, on the management port: {@code GET
 * /actuator/deadletters/{consumer}} counts what waits, by topic; {@code POST} replays it. Tells no event's content.
 */
@Endpoint(id = "deadletters")
final class DeadLettersEndpoint {
    private final DeadLetters deadLetters;

    DeadLettersEndpoint(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    /**
     * What waits for a consumer.
     *
     * @param byTopic how many of each topic
     */
    record Waiting(int waiting, Map<String, Integer> byTopic) {}

    /**
     * What has been published once more.
     *
     * @param replayed how many
     */
    record Replayed(int replayed) {}

    @ReadOperation
    Waiting waiting(@Selector String consumer) {
        Map<String, Integer> byTopic = new TreeMap<>();
        deadLetters.list(consumer).forEach(letter -> byTopic.merge(letter.topic(), 1, Integer::sum));
        return new Waiting(byTopic.values().stream().mapToInt(n -> n).sum(), byTopic);
    }

    @WriteOperation
    Replayed replay(@Selector String consumer) {
        return new Replayed(deadLetters.replay(consumer));
    }
}
