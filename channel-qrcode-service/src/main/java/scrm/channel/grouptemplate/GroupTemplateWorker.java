package scrm.channel.grouptemplate;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

import scrm.channel.grouptemplate.GroupTemplate.Failure;
import scrm.channel.grouptemplate.GroupTemplate.Status;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.messaging.WorkRequest;
import scrm.wecom.Caller;
import scrm.wecom.GroupWelcomeTemplates;
import scrm.wecom.WeComException;

/**
 * Makes a template at WeCom, once: each {@code add} makes one more, and WeCom has no list to look for it in. So one
 * whose reply was lost ends as {@link Status#UNKNOWN}, and only a person has it tried again.
 */
@Component
class GroupTemplateWorker implements WorkHandler<GroupTemplateWorker.Payload> {
    static final String KIND = "group-template";

    private final GroupTemplates templates;
    private final TemplateMedia media;
    private final GroupWelcomeTemplates weCom;
    private final Clock clock;

    GroupTemplateWorker(GroupTemplates templates, TemplateMedia media, GroupWelcomeTemplates weCom, Clock clock) {
        this.templates = templates;
        this.media = media;
        this.weCom = weCom;
        this.clock = clock;
    }

    /** Which template is to be made. */
    record Payload(long groupTemplateId) {}

    /** Once per version: another version is a person's wish to try again. */
    static WorkRequest request(GroupTemplate template, Instant now) {
        return WorkRequest.once(
                KIND,
                template.corpId(),
                template.id() + ":" + template.version(),
                new Payload(template.id().value()),
                now);
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
    public boolean repeatable() {
        return false;
    }

    @Override
    public Settlement handle(Work<Payload> work) {
        GroupTemplate template = waiting(work).orElse(null);
        if (template == null) {
            return Settlement.done();
        }
        TemplateMedia.Prepared prepared;
        try {
            prepared = media.prepare(template);
        } catch (WeComException e) {
            return switch (e.kind()) {
                // Nothing was made yet, and uploading twice does no harm.
                case RETRYABLE, IN_DOUBT -> Settlement.retry(reason(e), e.retryAfter());
                case MISCONFIGURED -> waits(template, e);
                case REFUSED -> ends(template, Status.FAILED, e);
            };
        }
        try {
            String templateId = weCom.add(
                            Caller.person(work.corpId()).noting(work.call()::begin),
                            prepared.content(),
                            template.notifyMembers())
                    .value();
            return Settlement.done(() ->
                    templates.made(work.corpId(), template.id(), templateId, prepared.mediaId(), clock.instant()));
        } catch (WeComException e) {
            return switch (e.kind()) {
                case RETRYABLE -> Settlement.retry(reason(e), e.retryAfter());
                case IN_DOUBT -> ends(template, Status.UNKNOWN, e);
                case MISCONFIGURED -> waits(template, e);
                case REFUSED -> ends(template, Status.FAILED, e);
            };
        }
    }

    @Override
    public Settlement resolve(Work<Payload> work, Instant calledAt) {
        GroupTemplate template = waiting(work).orElse(null);
        return template == null
                ? Settlement.done()
                : ends(template, Status.UNKNOWN, new Failure("WeCom's answer was lost", WeComException.NO_ERRCODE));
    }

    private Optional<GroupTemplate> waiting(Work<Payload> work) {
        return templates
                .find(work.corpId(), new GroupTemplateId(work.payload().groupTemplateId()))
                .filter(template -> template.status() == Status.CREATING);
    }

    /** Not a word about this template: it goes on by itself once somebody has mended the corp's settings. */
    private Settlement waits(GroupTemplate template, WeComException e) {
        return Settlement.retry(
                reason(e),
                e.retryAfter(),
                () -> templates.waits(template, template.sync(), new Failure(reason(e), e.errcode()), clock.instant()));
    }

    private Settlement ends(GroupTemplate template, Status as, WeComException e) {
        return ends(template, as, new Failure(reason(e), e.errcode()));
    }

    private Settlement ends(GroupTemplate template, Status as, Failure failure) {
        return Settlement.rejected(
                failure.reason(),
                () -> templates.notMade(template.corpId(), template.id(), as, failure, clock.instant()));
    }

    private static String reason(WeComException e) {
        return String.valueOf(e.getMessage());
    }
}
