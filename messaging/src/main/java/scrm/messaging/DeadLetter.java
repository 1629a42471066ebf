package scrm.messaging;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;

/**
 * An event that a consumer could not handle.
 *
 * @param id names it
 * @param place where it lies
 * @param corpId the corp of its key, if it has one
 * @param eventId if it could be told
 * @param eventType if it could be told
 * @param cause the types of what was thrown, outermost first, and the first message, which may quote values
 * @param attempts how often it was tried, over all its replays
 * @param at when it was put aside
 */
public record DeadLetter(
        DeadLetterId id,
        Place place,
        @Nullable CorpId corpId,
        @Nullable String eventId,
        @Nullable String eventType,
        String cause,
        int attempts,
        Instant at) {
    /**
     * Where a letter lies among the letters of all topics. Clearing letters away moves others.
     *
     * @param topic where it was before, without the system's prefix
     * @param partition of the topic's dead letters
     * @param offset in that partition
     */
    public record Place(String topic, int partition, long offset) {}

    /** Whose. */
    public String consumer() {
        return id.consumer();
    }

    /** Where it was, without the system's prefix. */
    public String topic() {
        return id.topic();
    }

    /** What was thrown, outermost first, and where: types and codes without the message, so it quotes nothing. */
    public List<String> causes() {
        int message = cause.indexOf(": ");
        return List.of((message < 0 ? cause : cause.substring(0, message)).split(" <- "));
    }
}
