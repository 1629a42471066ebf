package scrm.channel.grouptemplate;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import scrm.channel.grouptemplate.GroupTemplate.Failure;
import scrm.channel.grouptemplate.GroupTemplate.Status;
import scrm.channel.grouptemplate.GroupTemplate.Sync;
import scrm.events.CorpId;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.messaging.WorkRequest;
import scrm.wecom.Caller;
import scrm.wecom.GroupWelcomeTemplates;
import scrm.wecom.GroupWelcomeTemplates.TemplateId;
import scrm.wecom.WeComException;

/** Makes WeCom's template what ours is by now: edited, with new media, or gone. May be repeated. */
@Component
class GroupTemplateSyncWorker implements WorkHandler<GroupTemplateSyncWorker.Payload> {
    static final String KIND = "group-template-sync";

    /** No template of this app: what is to be deleted is gone. Source: document 90313. */
    private static final int NOT_OURS = 41058;

    private final GroupTemplates templates;
    private final TemplateMedia media;
    private final GroupWelcomeTemplates weCom;
    private final Clock clock;

    GroupTemplateSyncWorker(GroupTemplates templates, TemplateMedia media, GroupWelcomeTemplates weCom, Clock clock) {
        this.templates = templates;
        this.media = media;
        this.weCom = weCom;
        this.clock = clock;
    }

    /** Which template changed. */
    record Payload(long groupTemplateId) {}

    static WorkRequest request(CorpId corpId, GroupTemplateId id, Instant now) {
        return WorkRequest.refresh(KIND, corpId, id.toString(), new Payload(id.value()), now);
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
        GroupTemplate template = templates
                .find(work.corpId(), new GroupTemplateId(work.payload().groupTemplateId()))
                .orElse(null);
        String templateId = template == null ? null : template.templateId();
        if (template == null || templateId == null) {
            return Settlement.done();
        }
        try {
            return synced(template, bring(template, new TemplateId(templateId)));
        } catch (WeComException e) {
            String reason = String.valueOf(e.getMessage());
            return switch (e.kind()) {
                case RETRYABLE, IN_DOUBT -> Settlement.retry(reason, e.retryAfter());
                case MISCONFIGURED ->
                    Settlement.retry(
                            reason,
                            e.retryAfter(),
                            () -> templates.waits(
                                    template, Sync.PENDING, new Failure(reason, e.errcode()), clock.instant()));
                case REFUSED ->
                    template.status() == Status.DELETED && e.errcode() == NOT_OURS
                            ? synced(template, null)
                            : Settlement.rejected(
                                    reason,
                                    () -> templates.notSynced(
                                            template.corpId(),
                                            template.id(),
                                            template.version(),
                                            new Failure(reason, e.errcode()),
                                            clock.instant()));
            };
        }
    }

    /** Returns the media id that WeCom's template has by now. */
    private @Nullable String bring(GroupTemplate template, TemplateId templateId) {
        Caller caller = Caller.person(template.corpId());
        if (template.status() == Status.DELETED) {
            weCom.delete(caller, templateId);
            return null;
        }
        TemplateMedia.Prepared prepared = media.prepare(template);
        weCom.edit(caller, templateId, prepared.content());
        return prepared.mediaId();
    }

    private Settlement synced(GroupTemplate template, @Nullable String mediaId) {
        return Settlement.done(
                () -> templates.synced(template.corpId(), template.id(), template.version(), mediaId, clock.instant()));
    }
}
