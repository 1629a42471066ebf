package scrm.gateway.callback;

import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

import scrm.events.WeComEvent;
import scrm.wecom.callback.CallbackCodec;
import scrm.wecom.callback.CallbackKeys;
import scrm.wecom.callback.CallbackQuery;
import scrm.wecom.callback.CallbackRejected;
import scrm.wecom.callback.CallbackRejected.Reason;

/** Verifies a callback and makes it durable. Duplicates go through: each consumer's inbox drops them. */
@Service
class AcceptCallback {
    private static final Logger log = LoggerFactory.getLogger(AcceptCallback.class);

    private final CorpKeys corpKeys;
    private final CallbackCodec codec;
    private final CallbackPublisher publisher;
    private final Clock clock;
    private final CallbackProperties properties;

    AcceptCallback(
            CorpKeys corpKeys,
            CallbackCodec codec,
            CallbackPublisher publisher,
            Clock clock,
            CallbackProperties properties) {
        this.corpKeys = corpKeys;
        this.codec = codec;
        this.publisher = publisher;
        this.clock = clock;
        this.properties = properties;
    }

    /** A callback whose body is worth being read. */
    record Admitted(CallbackKeys keys, CallbackQuery query) {}

    /** A callback that is durable. */
    record Accepted(WeComEvent event, CallbackPublisher.Way way) {}

    /**
     * Answers a URL check.
     *
     * @throws CallbackRejected if it is not WeCom's
     * @throws scrm.rest.NotFound if we do not serve the corp
     */
    String echo(String corpId, CallbackQuery query) {
        return codec.echo(admit(corpId, query).keys(), query);
    }

    /**
     * Judges what can be judged without the body.
     *
     * @throws CallbackRejected ({@code STALE}) outside the replay window
     * @throws scrm.rest.NotFound if we do not serve the corp
     */
    Admitted admit(String corpId, CallbackQuery query) {
        CallbackKeys keys = corpKeys.of(corpId);
        // In whole seconds, as the timestamp is: a clock five minutes off is still let in.
        long age = clock.instant().getEpochSecond() - query.epochSecond();
        if (Math.abs(age) > properties.replayWindow().toSeconds()) {
            throw new CallbackRejected(Reason.STALE);
        }
        return new Admitted(keys, query);
    }

    /**
     * Opens the body and returns when its event is durable.
     *
     * @throws CallbackRejected if it is not WeCom's
     * @throws scrm.rest.Unavailable if no store took it: there must be no 200
     */
    Accepted accept(Admitted admitted, byte[] body) {
        WeComEvent event;
        try {
            event = codec.open(admitted.keys(), admitted.query(), body);
        } catch (CallbackRejected e) {
            if (e.reason().isAfterSignature()) {
                // Nobody but WeCom can cause this, so it cannot flood the log, and somebody must mend it.
                log.warn(
                        "A signed callback for {} was refused: {}",
                        admitted.keys().corpId(),
                        e.reason());
            }
            throw e;
        }
        return new Accepted(event, publisher.publish(event));
    }
}
