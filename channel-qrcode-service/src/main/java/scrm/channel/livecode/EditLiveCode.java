package scrm.channel.livecode;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.attachment.KeepAttachments;
import scrm.channel.livecode.LiveCode.Status;
import scrm.channel.livecode.LiveCode.Sync;
import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.messaging.WorkQueue;
import scrm.rest.Conflict;
import scrm.rest.IfMatch;
import scrm.rest.NotFound;
import scrm.rest.PreconditionFailed;

@Service
class EditLiveCode {
    /** How many of the codes that stand in the way a problem names. */
    private static final int NAMED = 10;

    private final LiveCodes liveCodes;
    private final WelcomeExperiments experiments;
    private final KeepAttachments keepAttachments;
    private final WorkQueue work;
    private final ApplicationEventPublisher publisher;
    private final Clock clock;

    EditLiveCode(
            LiveCodes liveCodes,
            WelcomeExperiments experiments,
            KeepAttachments keepAttachments,
            WorkQueue work,
            ApplicationEventPublisher publisher,
            Clock clock) {
        this.liveCodes = liveCodes;
        this.experiments = experiments;
        this.keepAttachments = keepAttachments;
        this.work = work;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Edits; WeCom follows. One that WeCom had refused is tried again as it is now. */
    @Transactional
    public LiveCode edit(CorpId corpId, LiveCodeId id, IfMatch ifMatch, LiveCodeRequest request) {
        LiveCode before = lock(corpId, id);
        ifMatch.check(before.version());
        LiveCode.Draft draft =
                request.draft(corpId, before.draft().kind(), keepAttachments).following(before);
        OpenLiveCode.checkInvitation(liveCodes, corpId, draft);
        Instant now = clock.instant();
        switch (before.status()) {
            case CREATING -> throw Conflict.of("live_code_creating");
            case ARCHIVED -> throw Conflict.of("live_code_archived");
            case FAILED -> {
                // What WeCom has made of it already does not know of this edit.
                store(before, draft, Status.CREATING, before.handle() == null ? Sync.IN_SYNC : Sync.PENDING, now);
                work.submit(LiveCodeCreationWorker.request(find(corpId, id), now));
            }
            case ACTIVE, PAUSED -> {
                boolean sync = before.sync() != Sync.IN_SYNC || draft.differsAtWeCom(before.draft());
                store(before, draft, before.status(), sync ? Sync.PENDING : Sync.IN_SYNC, now);
                if (sync) {
                    work.submit(LiveCodeSyncWorker.request(before, now));
                }
            }
        }
        LiveCode edited = find(corpId, id);
        experiments.begin(edited, now);
        OpenLiveCode.prepareMedia(work, edited, now);
        publisher.publishEvent(new LiveCodeEdited(corpId, id));
        return edited;
    }

    /** Lets it rest; see {@link Status#PAUSED}. */
    @Transactional
    public LiveCode pause(CorpId corpId, LiveCodeId id) {
        return move(lock(corpId, id), Status.ACTIVE, Status.PAUSED);
    }

    /** Lets it be scanned again. */
    @Transactional
    public LiveCode resume(CorpId corpId, LiveCodeId id) {
        return move(lock(corpId, id), Status.PAUSED, Status.ACTIVE);
    }

    private LiveCode move(LiveCode before, Status from, Status to) {
        if (before.status() == to) {
            return before;
        }
        if (before.status() != from) {
            throw Conflict.of("live_code_not_" + from.name().toLowerCase(Locale.ROOT));
        }
        Instant now = clock.instant();
        boolean sync = before.sync() != Sync.IN_SYNC;
        store(before, before.draft(), to, sync ? Sync.PENDING : Sync.IN_SYNC, now);
        if (sync) {
            work.submit(LiveCodeSyncWorker.request(before, now));
        }
        return find(before.corpId(), before.id());
    }

    /**
     * Takes it down at WeCom; contacts who scanned it before are still attributed to it. One that WeCom would not take
     * down is tried again. Welcomes that would lead on to nothing for good stand in the way.
     */
    @Transactional
    public LiveCode archive(CorpId corpId, LiveCodeId id) {
        LiveCode before = lock(corpId, id);
        if (before.status() == Status.ARCHIVED && before.sync() != Sync.FAILED) {
            return before;
        }
        if (before.status() == Status.CREATING) {
            throw Conflict.of("live_code_creating");
        }
        List<LiveCodeId> inviting = liveCodes.invitingTo(corpId, id, NAMED);
        if (before.status() != Status.ARCHIVED && !inviting.isEmpty()) {
            throw Conflict.of(
                    "live_code_invited_to",
                    inviting.stream().map(LiveCodeId::toString).collect(Collectors.joining(", ")));
        }
        Instant now = clock.instant();
        boolean atWeCom = before.handle() != null;
        store(before, before.draft(), Status.ARCHIVED, atWeCom ? Sync.PENDING : Sync.IN_SYNC, now);
        if (atWeCom) {
            work.submit(LiveCodeSyncWorker.request(before, now));
        }
        return find(corpId, id);
    }

    /** As it is now: whoever names no version must not be refused because a worker's came between. */
    private LiveCode lock(CorpId corpId, LiveCodeId id) {
        return liveCodes.lock(corpId, id).orElseThrow(() -> NotFound.of("live-code"));
    }

    private LiveCode find(CorpId corpId, LiveCodeId id) {
        return liveCodes.find(corpId, id).orElseThrow(() -> NotFound.of("live-code"));
    }

    private void store(LiveCode before, LiveCode.Draft draft, Status status, Sync sync, Instant now) {
        List<ChatId> openGroups = before.openGroupsOf(draft);
        if (!liveCodes.edit(before.corpId(), before.id(), before.version(), draft, openGroups, status, sync, now)) {
            throw new PreconditionFailed();
        }
    }
}
