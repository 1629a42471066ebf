package scrm.simulator.callback;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.simulator.callback.Delivery.Attempt;
import scrm.simulator.callback.Delivery.Outcome;

/** A callback whose delivery goes on. */
final class Sending {
    private final long number;
    private final String corpId;
    private final Instant at;
    private final CallbackEvent event;
    private final List<Attempt> attempts = new ArrayList<>(1);
    private Outcome outcome = Outcome.PENDING;

    Sending(long number, String corpId, Instant at, CallbackEvent event) {
        this.number = number;
        this.corpId = corpId;
        this.at = at;
        this.event = event;
    }

    synchronized void tried(Instant when, @Nullable Integer status, @Nullable String error, long micros) {
        attempts.add(new Attempt(when, status, error, micros));
    }

    /** Ends it; of several copies, one that was delivered decides. */
    synchronized void end(Outcome end) {
        if (outcome != Outcome.DELIVERED) {
            outcome = end;
        }
    }

    synchronized Delivery show() {
        return new Delivery(number, corpId, at, event.kind(), event.xml(), outcome, attempts);
    }

    boolean isOf(@Nullable String corp) {
        return corp == null || corp.equals(corpId);
    }
}
