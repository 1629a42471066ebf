package scrm.channel.rotation;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.livecode.GroupCodes;
import scrm.channel.livecode.LiveCodeId;
import scrm.channel.livecode.ScannedCode;
import scrm.channel.livecode.ScannedCodes;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.GroupEvent.GroupChatEnded;
import scrm.events.GroupEvent.GroupMemberJoined;
import scrm.messaging.WorkQueue;

/** Attributes joins to the codes that were scanned, and has a code counted whenever its groups have changed. */
@Service
class FollowGroups {
    private final ScannedCodes scannedCodes;
    private final GroupCodes groupCodes;
    private final GroupJoins joins;
    private final WorkQueue work;
    private final Clock clock;

    FollowGroups(ScannedCodes scannedCodes, GroupCodes groupCodes, GroupJoins joins, WorkQueue work, Clock clock) {
        this.scannedCodes = scannedCodes;
        this.groupCodes = groupCodes;
        this.joins = joins;
        this.work = work;
        this.clock = clock;
    }

    /** The group may be one that WeCom opened by itself: the code's own list need not have it. */
    @Transactional
    public void joined(GroupMemberJoined event) {
        Optional<ScannedCode> scanned = scannedCodes.find(event.corpId(), event.state());
        if (scanned.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        LiveCodeId liveCodeId = scanned.get().liveCodeId();
        if (event.external()) {
            joins.add(
                    new GroupJoin(
                            event.corpId(),
                            event.chatId(),
                            new ExternalUserId(event.memberId()),
                            liveCodeId,
                            scanned.get().channelId(),
                            event.occurredAt()),
                    now);
        }
        count(event.corpId(), liveCodeId, now);
    }

    /** A group that is gone drops out of every code. */
    @Transactional
    public void ended(GroupChatEnded event) {
        Instant now = clock.instant();
        groupCodes.leadingInto(event.corpId(), event.chatId()).forEach(id -> count(event.corpId(), id, now));
    }

    private void count(CorpId corpId, LiveCodeId liveCodeId, Instant now) {
        work.submit(RotationWorker.request(corpId, liveCodeId, now.plus(RotationWorker.MOMENT)));
    }
}
