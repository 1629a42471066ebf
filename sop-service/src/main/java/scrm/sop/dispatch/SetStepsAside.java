package scrm.sop.dispatch;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.messaging.Failures;
import scrm.sop.due.BrokenSteps;
import scrm.sop.due.DueStepId;
import scrm.sop.due.SettleSteps;

/** Steps that could not be carried out: tried again ever later, and then left to people. */
@Service
class SetStepsAside {
    /** Why they failed. */
    static final String BROKEN = "BROKEN";

    private static final Logger log = LoggerFactory.getLogger(SetStepsAside.class);

    /** Within a plan's usual tolerance all in all. */
    private static final List<Duration> WAITS =
            List.of(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(5));

    private final BrokenSteps steps;
    private final SettleSteps settleSteps;
    private final MeterRegistry meters;
    private final Clock clock;

    SetStepsAside(BrokenSteps steps, SettleSteps settleSteps, MeterRegistry meters, Clock clock) {
        this.steps = steps;
        this.settleSteps = settleSteps;
        this.meters = meters;
        this.clock = clock;
    }

    /** One more try of a step was in vain. */
    @Transactional
    public void failed(DueStepId id, @Nullable Throwable why) {
        steps.waiting(id).ifPresent(broken -> failed(broken, Failures.describe(why)));
    }

    private void failed(BrokenSteps.Broken broken, String failure) {
        DueStepId id = broken.id();
        int tries = broken.tries() + 1;
        Instant now = clock.instant();
        boolean last = tries > WAITS.size();
        steps.failed(id, failure, last ? now : now.plus(WAITS.get(tries - 1)));
        if (last) {
            steps.read(id)
                    .ifPresentOrElse(
                            step -> settleSteps.failed(List.of(step), BROKEN),
                            () -> settleSteps.unreadable(id, broken.enrolmentId(), BROKEN));
        }
        log.warn("due step {} cannot be carried out, try {}: {}", id, tries, failure);
        meters.counter("scrm.due.broken", "outcome", last ? "set_aside" : "put_off")
                .increment();
    }
}
