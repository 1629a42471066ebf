package scrm.channel.roster;

import java.time.Clock;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import scrm.channel.calendar.CalendarChanged;
import scrm.channel.livecode.LiveCodeEdited;
import scrm.channel.roster.Rosters.Code;
import scrm.messaging.WorkQueue;

/** Hears of what rests upon users and calendar, in the transaction of its change. */
@Component
class ChangeListener {
    private final LookAtRosters lookAtRosters;
    private final WorkQueue work;
    private final Clock clock;

    ChangeListener(LookAtRosters lookAtRosters, WorkQueue work, Clock clock) {
        this.lookAtRosters = lookAtRosters;
        this.work = work;
        this.clock = clock;
    }

    @EventListener
    void on(LiveCodeEdited event) {
        lookAtRosters.of(new Code(event.corpId(), event.liveCodeId()));
    }

    /** Left to a worker: a corp may have more codes than one transaction should touch. */
    @EventListener
    void on(CalendarChanged event) {
        work.submit(CalendarWorker.request(event.corpId(), event.userId(), clock.instant()));
    }
}
