package scrm.channel.welcome;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.welcome.Welcome.End;
import scrm.channel.welcome.Welcome.Outcome;
import scrm.events.AttributionEvent.WelcomeSettled;
import scrm.events.EventId;
import scrm.messaging.Outbox;

/** Writes down what became of a welcome, once, and tells of it. */
@Service
class SettleWelcome {
    private final SentWelcomes welcomes;
    private final Outbox outbox;
    private final MeterRegistry meters;
    private final Clock clock;

    SettleWelcome(SentWelcomes welcomes, Outbox outbox, MeterRegistry meters, Clock clock) {
        this.welcomes = welcomes;
        this.outbox = outbox;
        this.meters = meters;
        this.clock = clock;
    }

    @Transactional
    public void settle(Welcome welcome, End end) {
        Instant now = clock.instant();
        welcomes.settle(welcome, end, now);
        tell(welcome, end, now);
    }

    /** WeCom gave no code for it. */
    @Transactional
    public void impossible(Welcome welcome) {
        Instant now = clock.instant();
        welcomes.add(welcome, Outcome.NO_CODE, now);
        tell(welcome, new End(Outcome.NO_CODE, null, null), now);
    }

    private void tell(Welcome welcome, End end, Instant now) {
        String reason = end.reason() == null ? null : end.reason().name();
        outbox.append(new WelcomeSettled(
                EventId.derived("WelcomeSettled", welcome.eventId().value()),
                welcome.corpId(),
                now,
                welcome.userId(),
                welcome.externalUserId(),
                welcome.liveCodeId().toString(),
                end.outcome().name(),
                end.errcode(),
                reason,
                welcome.choice().variant(),
                welcome.choice().experimentVersion(),
                welcome.choice().arm()));
        meters.counter("scrm.welcomes", "outcome", end.outcome().name(), "reason", reason == null ? "" : reason)
                .increment();
        if (end.outcome() == Outcome.SENT) {
            Duration age = Duration.between(welcome.occurredAt(), now);
            meters.timer("scrm.welcome.age").record(age.isNegative() ? Duration.ZERO : age);
        }
    }
}
