package scrm.channel.rotation;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.livecode.GroupCodes;
import scrm.channel.livecode.LiveCode;
import scrm.channel.livecode.LiveCodeChanged;
import scrm.channel.livecode.LiveCodeId;
import scrm.channel.livecode.ScannedCode;
import scrm.channel.livecode.ScannedCodes;
import scrm.channel.outcome.Contact;
import scrm.channel.outcome.Join;
import scrm.channel.outcome.LinkOutcomes;
import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.GroupEvent.GroupChatEnded;
import scrm.events.GroupEvent.GroupMemberJoined;
import scrm.events.GroupEvent.GroupMemberQuit;
import scrm.events.GroupEvent.NextGroupOpened;
import scrm.messaging.TransactionBatch;
import scrm.messaging.WorkQueue;

/** Attributes joins to the codes that were scanned, and has a code counted whenever its groups have changed. */
@Service
class FollowGroups {
    private final ScannedCodes scannedCodes;
    private final GroupCodes groupCodes;
    private final GroupJoins joins;
    private final LinkOutcomes linkOutcomes;
    private final WorkQueue work;
    private final Clock clock;
    private final TransactionBatch.Sink<GroupJoin> joined = this::record;

    FollowGroups(
            ScannedCodes scannedCodes,
            GroupCodes groupCodes,
            GroupJoins joins,
            LinkOutcomes linkOutcomes,
            WorkQueue work,
            Clock clock) {
        this.scannedCodes = scannedCodes;
        this.groupCodes = groupCodes;
        this.joins = joins;
        this.linkOutcomes = linkOutcomes;
        this.work = work;
        this.clock = clock;
    }

    /** The group may be one that WeCom opened by itself: the code's own list need not have it. */
    @Transactional
    public void joined(GroupMemberJoined event) {
        Optional<ScannedCode> scanned = scannedCodes.find(event.corpId(), event.state());
        Instant now = clock.instant();
        if (scanned.isPresent()) {
            LiveCodeId liveCodeId = scanned.get().liveCodeId();
            if (event.external()) {
                TransactionBatch.add(
                        joined,
                        new GroupJoin(
                                event.corpId(),
                                event.chatId(),
                                new ExternalUserId(event.memberId()),
                                liveCodeId,
                                scanned.get().channelId(),
                                event.occurredAt()));
            }
            count(event.corpId(), liveCodeId, now);
        }
        // Whoever was invited takes a place as well.
        changed(event.corpId(), event.chatId());
    }

    private void record(List<GroupJoin> all) {
        joins.add(all, clock.instant());
        linkOutcomes.joined(all.stream()
                .map(join -> new Join(new Contact(join.corpId(), join.externalUserId()), join.joinedAt()))
                .toList());
    }

    /** There is room again. */
    @Transactional
    public void quit(GroupMemberQuit event) {
        changed(event.corpId(), event.chatId());
    }

    /** A group that is gone drops out of every code. */
    @Transactional
    public void ended(GroupChatEnded event) {
        Instant now = clock.instant();
        for (LiveCodeId id : groupCodes.leadingInto(event.corpId(), event.chatId())) {
            groupCodes.drop(event.corpId(), id, event.chatId(), now);
            count(event.corpId(), id, now);
        }
    }

    /** Where a group is full, another one goes on: for every code that leads into the full one. */
    @Transactional
    public void goesOn(NextGroupOpened event) {
        Instant now = clock.instant();
        for (LiveCodeId id : groupCodes.leadingInto(event.corpId(), event.chatId())) {
            groupCodes.extend(event.corpId(), id, event.next(), now);
            count(event.corpId(), id, now);
        }
    }

    /** A code that WeCom has as it is now may have got groups that have room, or another soft cap. */
    @EventListener
    void on(LiveCodeChanged changed) {
        groupCodes
                .find(changed.corpId(), changed.liveCodeId())
                .filter(code -> code.status() == LiveCode.Status.ACTIVE && code.sync() == LiveCode.Sync.IN_SYNC)
                .ifPresent(code -> count(code.corpId(), code.id(), clock.instant()));
    }

    private void changed(CorpId corpId, ChatId chatId) {
        Instant now = clock.instant();
        groupCodes.leadingInto(corpId, chatId).forEach(id -> count(corpId, id, now));
    }

    private void count(CorpId corpId, LiveCodeId liveCodeId, Instant now) {
        work.submit(RotationWorker.request(corpId, liveCodeId, now.plus(RotationWorker.MOMENT)));
    }
}
