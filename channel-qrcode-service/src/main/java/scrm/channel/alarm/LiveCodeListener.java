package scrm.channel.alarm;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import scrm.channel.livecode.LiveCode;
import scrm.channel.livecode.LiveCodeChanged;
import scrm.channel.livecode.LiveCodeId;
import scrm.channel.livecode.ReadLiveCodes;
import scrm.events.CorpId;
import scrm.messaging.WorkQueue;

/** Sees from a live code itself what is wrong with it, in the transaction that changes it. */
@Component
class LiveCodeListener {
    private final ReadLiveCodes liveCodes;
    private final Alarms alarms;
    private final WorkQueue work;
    private final Clock clock;

    LiveCodeListener(ReadLiveCodes liveCodes, Alarms alarms, WorkQueue work, Clock clock) {
        this.liveCodes = liveCodes;
        this.alarms = alarms;
        this.work = work;
        this.clock = clock;
    }

    @EventListener
    void on(LiveCodeChanged changed) {
        liveCodes.find(changed.corpId(), changed.liveCodeId()).ifPresent(this::look);
    }

    private void look(LiveCode code) {
        Instant now = clock.instant();
        CorpId corpId = code.corpId();
        LiveCodeId id = code.id();
        boolean inUse = code.status() != LiveCode.Status.ARCHIVED;
        alarms.set(corpId, id, Reason.NOT_CREATED, when(isNotCreated(code), code), now);
        alarms.set(corpId, id, Reason.NOT_SYNCED, when(isNotSynced(code), code), now);
        alarms.set(
                corpId,
                id,
                Reason.GROUPS_FULL,
                inUse && code.exhausted() ? "groups with room: 0 of " + groups(code) : null,
                now);
        if (code.status() == LiveCode.Status.ACTIVE) {
            work.submit(CodeCheckWorker.request(corpId, id, now));
        } else {
            alarms.set(corpId, id, Reason.ADDS_STOPPED, null, now);
            alarms.set(corpId, id, Reason.LOSSES_BURST, null, now);
        }
        if (!inUse) {
            alarms.set(corpId, id, Reason.GONE_AT_WECOM, null, now);
            alarms.set(corpId, id, Reason.NOBODY_ON, null, now);
        }
    }

    private static boolean isNotCreated(LiveCode code) {
        return code.status() == LiveCode.Status.FAILED
                || (code.status() == LiveCode.Status.CREATING && code.failure() != null);
    }

    private static boolean isNotSynced(LiveCode code) {
        return code.sync() == LiveCode.Sync.FAILED
                || (code.sync() == LiveCode.Sync.PENDING
                        && code.status() != LiveCode.Status.CREATING
                        && code.failure() != null);
    }

    private static @Nullable String when(boolean wrong, LiveCode code) {
        LiveCode.Failure failure = code.failure();
        if (!wrong) {
            return null;
        }
        return failure == null ? "WeCom gave no reason" : failure.reason();
    }

    private static int groups(LiveCode code) {
        LiveCode.Groups groups = code.draft().groups();
        return groups == null ? 0 : groups.chatIds().size();
    }
}
