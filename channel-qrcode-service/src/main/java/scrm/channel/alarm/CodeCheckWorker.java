package scrm.channel.alarm;

import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

import scrm.channel.livecode.LiveCode;
import scrm.channel.livecode.LiveCodeId;
import scrm.channel.livecode.ReadLiveCodes;
import scrm.events.CorpId;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;

/** Looks from time to time at how an active code is doing; it is one row of work for as long as it is active. */
@Component
class CodeCheckWorker implements WorkHandler<CodeCheckWorker.Payload> {
    static final String KIND = "live-code-check";

    private final ReadLiveCodes liveCodes;
    private final AddHistory history;
    private final Alarms alarms;
    private final WorkQueue queue;
    private final Clock clock;

    CodeCheckWorker(ReadLiveCodes liveCodes, AddHistory history, Alarms alarms, WorkQueue queue, Clock clock) {
        this.liveCodes = liveCodes;
        this.history = history;
        this.alarms = alarms;
        this.queue = queue;
        this.clock = clock;
    }

    /** Which live code. */
    record Payload(long liveCodeId) {}

    static WorkRequest request(CorpId corpId, LiveCodeId liveCodeId, Instant dueAt) {
        return WorkRequest.refresh(KIND, corpId, liveCodeId.toString(), new Payload(liveCodeId.value()), dueAt);
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
    public Settlement handle(Work<Payload> work) {
        CorpId corpId = work.corpId();
        LiveCodeId id = new LiveCodeId(work.payload().liveCodeId());
        return liveCodes
                .find(corpId, id)
                .filter(code -> code.status() == LiveCode.Status.ACTIVE)
                .map(this::check)
                .orElseGet(Settlement::done);
    }

    private Settlement check(LiveCode code) {
        CorpId corpId = code.corpId();
        LiveCodeId id = code.id();
        Instant now = clock.instant();
        CodeHealth health = history.of(code, now);
        return Settlement.done(() -> {
            alarms.set(corpId, id, Reason.ADDS_STOPPED, health.addsStopped(now), now);
            alarms.set(corpId, id, Reason.LOSSES_BURST, health.lossesBurst(), now);
            queue.submit(request(corpId, id, now.plus(health.lookAgainAfter(now))));
        });
    }
}
