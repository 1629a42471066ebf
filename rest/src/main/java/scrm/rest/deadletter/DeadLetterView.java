package scrm.rest.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import scrm.messaging.DeadLetter;
import scrm.messaging.OpenedLetter;

/**
 * An event that a consumer could not handle.
 *
 * @param id begins with the name of its service, by which the gateway finds it
 * @param state {@code WAITING}, {@code REPLAYED} or {@code DISCARDED}
 * @param consumer who could not
 * @param topic where the event was published
 * @param eventType if it could be told
 * @param cause the kinds of what was thrown, outermost first, and where; no message, for messages quote values
 * @param attempts how often it was tried
 * @param at when it was put aside
 * @param reason why it was discarded
 * @param payload the event, where one letter is asked for: ids are shortened, names and texts hidden
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeadLetterView(
        String id,
        OpenedLetter.State state,
        String consumer,
        String topic,
        @Nullable String eventType,
        List<String> cause,
        int attempts,
        Instant at,
        @Nullable String reason,
        @Nullable Map<String, @Nullable Object> payload) {
    DeadLetterView {
        cause = List.copyOf(cause);
        payload = payload == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(payload));
    }

    static DeadLetterView waiting(String prefix, DeadLetter letter) {
        return of(prefix, letter, OpenedLetter.State.WAITING, null, null);
    }

    static DeadLetterView of(String prefix, OpenedLetter opened) {
        return of(prefix, opened.letter(), opened.state(), opened.reason(), opened.payload());
    }

    private static DeadLetterView of(
            String prefix,
            DeadLetter letter,
            OpenedLetter.State state,
            @Nullable String reason,
            @Nullable Map<String, @Nullable Object> payload) {
        return new DeadLetterView(
                prefix + letter.id(),
                state,
                letter.consumer(),
                letter.topic(),
                letter.eventType(),
                letter.causes(),
                letter.attempts(),
                letter.at(),
                reason,
                payload);
    }
}
