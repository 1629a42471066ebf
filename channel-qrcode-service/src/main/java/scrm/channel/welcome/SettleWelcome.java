package scrm.channel.welcome;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

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

    /** @param errcode WeCom's answer; null if it gave none */
    @Transactional
    public void settle(Welcome welcome, Outcome outcome, @Nullable Integer errcode) {
        Instant now = clock.instant();
        welcomes.settle(welcome.corpId(), welcome.eventId(), outcome, errcode, now);
        tell(welcome, outcome, errcode, now);
    }

    /** WeCom gave no code for it. */
    @Transactional
    public void impossible(Welcome welcome) {
        Instant now = clock.instant();
        welcomes.add(welcome, Outcome.NO_CODE, now);
        tell(welcome, Outcome.NO_CODE, null, now);
    }

    private void tell(Welcome welcome, Outcome outcome, @Nullable Integer errcode, Instant now) {
        outbox.append(new WelcomeSettled(
                EventId.derived("WelcomeSettled", welcome.eventId().value()),
                welcome.corpId(),
                now,
                welcome.userId(),
                welcome.externalUserId(),
                welcome.liveCodeId().toString(),
                outcome.name(),
                errcode));
        meters.counter("scrm.welcomes", "outcome", outcome.name()).increment();
        if (outcome == Outcome.SENT) {
            Duration age = Duration.between(welcome.occurredAt(), now);
            meters.timer("scrm.welcome.age").record(age.isNegative() ? Duration.ZERO : age);
        }
    }
}
