package scrm.channel.grouptemplate;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.attachment.KeptAttachment;
import scrm.attachment.MediaContent;
import scrm.attachment.MediaContentId;
import scrm.attachment.MediaContents;
import scrm.channel.media.MediaSender;
import scrm.events.CorpId;
import scrm.messaging.WorkQueue;
import scrm.wecom.Attachment;
import scrm.wecom.Caller;
import scrm.wecom.GroupWelcomeTemplates;
import scrm.wecom.Media;
import scrm.wecom.WeComException;

/** The media of templates: at WeCom before a template has them, and in the template anew when they were renewed. */
@Service
class TemplateMedia implements MediaSender {
    private final GroupTemplates templates;
    private final MediaContents contents;
    private final Media media;
    private final WorkQueue work;
    private final Clock clock;

    TemplateMedia(GroupTemplates templates, MediaContents contents, Media media, WorkQueue work, Clock clock) {
        this.templates = templates;
        this.contents = contents;
        this.media = media;
        this.work = work;
        this.clock = clock;
    }

    /**
     * A template as WeCom takes it.
     *
     * @param mediaId of its attachment, if it has one with bytes
     */
    record Prepared(
            GroupWelcomeTemplates.Content content, @Nullable String mediaId) {}

    /**
     * Uploads what WeCom has not got.
     *
     * @throws WeComException if that fails; to be repeated at will, a copy too many is forgotten in three days
     */
    Prepared prepare(GroupTemplate template) {
        KeptAttachment attachment = template.draft().attachment();
        String mediaId = template.draft()
                .content()
                .map(content -> mediaId(template.corpId(), content))
                .orElse(null);
        // An attachment that asks for a media id has bytes, and so one was made.
        Attachment uploaded = attachment == null ? null : attachment.uploaded(_ -> String.valueOf(mediaId));
        return new Prepared(new GroupWelcomeTemplates.Content(template.draft().text(), uploaded), mediaId);
    }

    private String mediaId(CorpId corpId, MediaContentId id) {
        MediaContent content = contents.find(corpId, id).orElseThrow();
        return media.mediaId(Caller.person(corpId), content.type(), content.filename(), content.bytes());
    }

    @Override
    public boolean sends(CorpId corpId, MediaContentId contentId) {
        return templates.sends(corpId, contentId);
    }

    /** Has WeCom's templates refer to media that it remembers. */
    @Override
    public void renewed(CorpId corpId, MediaContentId contentId, String mediaId) {
        templates
                .withOtherMedia(corpId, contentId, mediaId)
                .forEach(id -> work.submit(GroupTemplateSyncWorker.request(corpId, id, clock.instant())));
    }
}
