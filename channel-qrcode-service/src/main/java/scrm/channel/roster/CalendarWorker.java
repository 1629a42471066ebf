package scrm.channel.roster;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import scrm.channel.livecode.LiveCodeId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.messaging.WorkRequest;

/** Has all the codes looked at that a change of the calendar concerns. Asks nobody outside. */
@Component
class CalendarWorker implements WorkHandler<CalendarWorker.Payload> {
    static final String KIND = "roster-calendar";

    private final LookAtRosters lookAtRosters;

    CalendarWorker(LookAtRosters lookAtRosters) {
        this.lookAtRosters = lookAtRosters;
    }

    /** The only member whom it concerns; null: everybody. */
    record Payload(@Nullable UserId userId) {}

    static WorkRequest request(CorpId corpId, @Nullable UserId userId, Instant dueAt) {
        return WorkRequest.refresh(
                KIND, corpId, userId == null ? "holidays" : "user:" + userId, new Payload(userId), dueAt);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Payload> payloadType() {
        return Payload.class;
    }

    @Override
    public Settlement handle(Work<Payload> due) {
        UserId userId = due.payload().userId();
        @Nullable LiveCodeId after = null;
        do {
            after = lookAtRosters.some(due.corpId(), userId, after);
        } while (after != null);
        // Holidays concern nobody but rosters.
        after = userId == null ? null : new LiveCodeId(0);
        while (userId != null && after != null) {
            after = lookAtRosters.alone(due.corpId(), userId, after);
        }
        return Settlement.done();
    }
}
