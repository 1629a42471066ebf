package scrm.channel.livecode;

import java.time.Clock;
import java.time.Instant;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.attachment.KeepAttachments;
import scrm.events.CorpId;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;
import scrm.rest.Conflict;
import scrm.rest.IfMatch;
import scrm.rest.NotFound;
import scrm.rest.PreconditionFailed;

@Service
class EditLiveCode {
    private final LiveCodes liveCodes;
    private final KeepAttachments keepAttachments;
    private final WorkQueue work;
    private final ApplicationEventPublisher publisher;
    private final Clock clock;

    EditLiveCode(
            LiveCodes liveCodes,
            KeepAttachments keepAttachments,
            WorkQueue work,
            ApplicationEventPublisher publisher,
            Clock clock) {
        this.liveCodes = liveCodes;
        this.keepAttachments = keepAttachments;
        this.work = work;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Edits; WeCom follows. One that WeCom had refused is tried again as it is now. */
    @Transactional
    LiveCode edit(CorpId corpId, LiveCodeId id, IfMatch ifMatch, LiveCodeRequest request) {
        LiveCode before = liveCodes.find(corpId, id).orElseThrow(() -> NotFound.of("live-code"));
        ifMatch.check(before.version());
        LiveCode.Draft draft = request.draft(corpId, keepAttachments);
        Instant now = clock.instant();
        switch (before.status()) {
            case CREATING -> throw Conflict.of("live_code_creating");
            case ARCHIVED -> throw Conflict.of("live_code_archived");
            case FAILED -> {
                store(before, draft, LiveCode.Status.CREATING, LiveCode.Sync.IN_SYNC, now);
                work.submit(OpenLiveCode.creation(liveCodes.find(corpId, id).orElseThrow(), now));
            }
            case ACTIVE -> {
                boolean sync = before.sync() != LiveCode.Sync.IN_SYNC || draft.differsAtWeCom(before.draft());
                store(before, draft, LiveCode.Status.ACTIVE, sync ? LiveCode.Sync.PENDING : LiveCode.Sync.IN_SYNC, now);
                if (sync) {
                    work.submit(sync(before, now));
                }
            }
        }
        LiveCode edited = liveCodes.find(corpId, id).orElseThrow();
        OpenLiveCode.prepareMedia(work, edited, now);
        publisher.publishEvent(new LiveCodeEdited(corpId, id));
        return edited;
    }

    /** Takes it down at WeCom; contacts who scanned it before are still attributed to it. */
    @Transactional
    LiveCode archive(CorpId corpId, LiveCodeId id) {
        LiveCode before = liveCodes.find(corpId, id).orElseThrow(() -> NotFound.of("live-code"));
        Instant now = clock.instant();
        switch (before.status()) {
            case ARCHIVED -> {
                return before;
            }
            case CREATING -> throw Conflict.of("live_code_creating");
            case FAILED -> store(before, before.draft(), LiveCode.Status.ARCHIVED, LiveCode.Sync.IN_SYNC, now);
            case ACTIVE -> {
                store(before, before.draft(), LiveCode.Status.ARCHIVED, LiveCode.Sync.PENDING, now);
                work.submit(sync(before, now));
            }
        }
        return liveCodes.find(corpId, id).orElseThrow();
    }

    private void store(LiveCode before, LiveCode.Draft draft, LiveCode.Status status, LiveCode.Sync sync, Instant now) {
        if (!liveCodes.edit(before.corpId(), before.id(), before.version(), draft, status, sync, now)) {
            throw new PreconditionFailed();
        }
    }

    /** Has WeCom told what the live code is by now. */
    static WorkRequest sync(LiveCode liveCode, Instant now) {
        return WorkRequest.refresh(
                ContactWaySyncWorker.KIND,
                liveCode.corpId(),
                liveCode.id().toString(),
                new ContactWaySyncWorker.Payload(liveCode.id().value()),
                now);
    }
}
