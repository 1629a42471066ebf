package scrm.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A callback of a kind that we do not know yet, kept whole: nothing that WeCom says is dropped.
 *
 * @param msgType {@code MsgType}, for example {@code event} or {@code text}
 * @param event {@code Event}, if any
 * @param changeType {@code ChangeType}, if any
 * @param xml the decrypted message
 */
public record UnrecognizedCallback(
        EventId id,
        CorpId corpId,
        Instant occurredAt,
        String msgType,
        @Nullable String event,
        @Nullable String changeType,
        String xml)
        implements WeComEvent {
    @Override
    public Topic topic() {
        return Topic.UNRECOGNIZED;
    }

    @Override
    public String key() {
        return corpId.value();
    }
}
