package scrm.messaging;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter with what is in it.
 *
 * @param letter which
 * @param state how it stands
 * @param reason why it was discarded
 * @param payload the event, masked: see {@link MaskedPayload}
 */
public record OpenedLetter(
        DeadLetter letter, State state, @Nullable String reason, Map<String, @Nullable Object> payload) {
    public OpenedLetter {
        payload = Collections.unmodifiableMap(new LinkedHashMap<>(payload));
    }

    /** The same after it was decided about. */
    public OpenedLetter settled(State now, @Nullable String why) {
        return new OpenedLetter(letter, now, why, payload);
    }

    /** How a dead letter stands. */
    public enum State {
        /** It waits for somebody to decide. */
        WAITING,
        /** It was published once more; if it failed again, there is another letter. */
        REPLAYED,
        /** Somebody decided that it is not to be handled. */
        DISCARDED
    }
}
