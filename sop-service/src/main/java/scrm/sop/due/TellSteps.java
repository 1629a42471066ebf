package scrm.sop.due;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.events.EventId;
import scrm.events.SopEvent.StepSettled;
import scrm.messaging.Outbox;

/** Tells what became of steps, in the transaction that writes it down. */
@Service
class TellSteps {
    private final Outbox outbox;
    private final MeterRegistry meters;
    private final Clock clock;

    TellSteps(Outbox outbox, MeterRegistry meters, Clock clock) {
        this.outbox = outbox;
        this.meters = meters;
        this.clock = clock;
    }

    void settled(DueStep step, DueStep.State outcome, @Nullable String msgid) {
        outbox.append(new StepSettled(
                EventId.derived(
                        "StepSettled",
                        step.corpId().value(),
                        step.id().toString(),
                        outcome.name(),
                        msgid == null ? "" : msgid),
                step.corpId(),
                clock.instant(),
                step.target().id(),
                step.enrolmentId().toString(),
                step.step(),
                outcome.name(),
                msgid));
        meters.counter("scrm.due.steps", "outcome", outcome.name()).increment();
    }
}
