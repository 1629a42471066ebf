package scrm.messaging;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that a consumer could not handle.
 *
 * @param consumer whose
 * @param topic where it was, without the system's prefix
 * @param partition of that topic
 * @param offset in that partition
 * @param eventId if it could be told
 * @param eventType if it could be told
 * @param cause the types of what was thrown, outermost first, and the first message
 * @param at when it was put aside
 */
public record DeadLetter(
        String consumer,
        String topic,
        int partition,
        long offset,
        @Nullable String eventId,
        @Nullable String eventType,
        String cause,
        Instant at) {}
