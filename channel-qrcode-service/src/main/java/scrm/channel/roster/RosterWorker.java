package scrm.channel.roster;

import java.time.Instant;
import org.springframework.stereotype.Component;

import scrm.channel.livecode.LiveCodeId;
import scrm.channel.roster.Rosters.Code;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;

/**
 * Looks whenever it may have changed who is on, one row for each live code: it is due at the next change by time, and
 * earlier if something else happens. Asks nobody outside; what WeCom is to be told is work of its own.
 */
@Component
class RosterWorker implements WorkHandler<RosterWorker.Payload> {
    static final String KIND = "roster";

    private final KeepRoster keepRoster;
    private final WorkQueue work;

    RosterWorker(KeepRoster keepRoster, WorkQueue work) {
        this.keepRoster = keepRoster;
        this.work = work;
    }

    /** Which live code's. */
    record Payload(long liveCodeId) {}

    /** Has a code looked at, no later than at this time. */
    static WorkRequest request(Code code, Instant dueAt) {
        return WorkRequest.refresh(
                KIND,
                code.corpId(),
                code.liveCodeId().toString(),
                new Payload(code.liveCodeId().value()),
                dueAt);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Payload> payloadType() {
        return Payload.class;
    }

    /**
     * Waiting for the next change is asked for while settling: what was asked for meanwhile is due earlier and stays.
     */
    @Override
    public Settlement handle(Work<Payload> due) {
        Code code = new Code(due.corpId(), new LiveCodeId(due.payload().liveCodeId()));
        return keepRoster
                .keep(code)
                .map(next -> Settlement.done(() -> work.submit(request(code, next))))
                .orElseGet(Settlement::done);
    }
}
