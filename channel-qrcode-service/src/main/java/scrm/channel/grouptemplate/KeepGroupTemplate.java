package scrm.channel.grouptemplate;

import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.attachment.KeepAttachments;
import scrm.channel.grouptemplate.GroupTemplate.Status;
import scrm.channel.grouptemplate.GroupTemplate.Sync;
import scrm.channel.media.MediaRenewalWorker;
import scrm.events.CorpId;
import scrm.messaging.WorkQueue;
import scrm.rest.Conflict;
import scrm.rest.IfMatch;
import scrm.rest.NotFound;

/** Writes down what people want of group welcome templates; WeCom is asked afterwards. */
@Service
class KeepGroupTemplate {
    private final GroupTemplates templates;
    private final KeepAttachments keepAttachments;
    private final WorkQueue work;
    private final Clock clock;

    KeepGroupTemplate(GroupTemplates templates, KeepAttachments keepAttachments, WorkQueue work, Clock clock) {
        this.templates = templates;
        this.keepAttachments = keepAttachments;
        this.work = work;
        this.clock = clock;
    }

    @Transactional
    GroupTemplate create(CorpId corpId, GroupTemplateRequest request, boolean notifyMembers) {
        GroupTemplate.Draft draft = request.keep(corpId, keepAttachments);
        GroupTemplateId id = templates.add(corpId, draft, notifyMembers, clock.instant());
        return asked(corpId, id);
    }

    /** Edits; WeCom follows. One that WeCom had refused is tried again as it is now. */
    @Transactional
    GroupTemplate edit(CorpId corpId, GroupTemplateId id, IfMatch ifMatch, GroupTemplateRequest request) {
        GroupTemplate before = lock(corpId, id);
        ifMatch.check(before.version());
        GroupTemplate.Draft draft = request.keep(corpId, keepAttachments);
        switch (before.status()) {
            case CREATING -> throw Conflict.of("group_template_creating");
            case UNKNOWN -> throw Conflict.of("group_template_unknown");
            case DELETED -> throw Conflict.of("group_template_deleted");
            case FAILED -> store(before, draft, Status.CREATING, Sync.IN_SYNC);
            case ACTIVE -> store(before, draft, Status.ACTIVE, Sync.PENDING);
        }
        return asked(corpId, id);
    }

    /**
     * Has WeCom asked once more for what it did not do, by a person's decision. If the answer of one that is
     * {@code UNKNOWN} was lost after it was made, WeCom has two of it then.
     */
    @Transactional
    GroupTemplate retry(CorpId corpId, GroupTemplateId id) {
        GroupTemplate before = lock(corpId, id);
        if (before.sync() == Sync.FAILED) {
            store(before, before.draft(), before.status(), Sync.PENDING);
            return asked(corpId, id);
        }
        return switch (before.status()) {
            case CREATING, ACTIVE, DELETED -> before;
            case FAILED, UNKNOWN -> {
                store(before, before.draft(), Status.CREATING, Sync.IN_SYNC);
                yield asked(corpId, id);
            }
        };
    }

    /** Takes it down at WeCom, if it is there. */
    @Transactional
    GroupTemplate delete(CorpId corpId, GroupTemplateId id) {
        GroupTemplate before = lock(corpId, id);
        switch (before.status()) {
            case DELETED -> {
                return before;
            }
            case CREATING -> throw Conflict.of("group_template_creating");
            case FAILED, UNKNOWN -> store(before, before.draft(), Status.DELETED, Sync.IN_SYNC);
            case ACTIVE -> store(before, before.draft(), Status.DELETED, Sync.PENDING);
        }
        return asked(corpId, id);
    }

    private void store(GroupTemplate before, GroupTemplate.Draft draft, Status status, Sync sync) {
        templates.edit(before.corpId(), before.id(), draft, status, sync, clock.instant());
    }

    /** Asks WeCom for what is not as it is to be, and for the media that it takes. */
    private GroupTemplate asked(CorpId corpId, GroupTemplateId id) {
        GroupTemplate template = templates.find(corpId, id).orElseThrow();
        Instant now = clock.instant();
        if (template.status() == Status.CREATING) {
            work.submit(GroupTemplateWorker.request(template, now));
        } else if (template.sync() == Sync.PENDING) {
            work.submit(GroupTemplateSyncWorker.request(corpId, id, now));
        }
        if (template.status() != Status.DELETED) {
            template.draft()
                    .content()
                    .ifPresent(content -> work.submit(MediaRenewalWorker.request(corpId, content, now)));
        }
        return template;
    }

    private GroupTemplate lock(CorpId corpId, GroupTemplateId id) {
        return templates.lock(corpId, id).orElseThrow(() -> NotFound.of("group-welcome-template"));
    }
}
