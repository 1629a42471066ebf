package scrm.sop.material;

import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

import scrm.attachment.MediaContent;
import scrm.attachment.MediaContentId;
import scrm.attachment.MediaContents;
import scrm.events.CorpId;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.messaging.WorkRequest;
import scrm.wecom.Caller;
import scrm.wecom.Media;
import scrm.wecom.WeComException;

/**
 * Has WeCom take bytes that are sent soon. {@link Media} uploads only what WeCom has not, or would forget within a day;
 * doing it twice does no harm.
 */
@Component
class MaterialMediaWorker implements WorkHandler<MaterialMediaWorker.Payload> {
    static final String KIND = "material-media";

    private final MediaContents contents;
    private final Media media;
    private final Clock clock;

    MaterialMediaWorker(MediaContents contents, Media media, Clock clock) {
        this.contents = contents;
        this.media = media;
        this.clock = clock;
    }

    /** Which bytes, and until when they are sent. */
    record Payload(long contentId, Instant at) {}

    static WorkRequest request(CorpId corpId, MediaContentId id, Instant at, Instant dueAt) {
        return WorkRequest.once(KIND, corpId, id + "@" + at, new Payload(id.value(), at), dueAt);
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
    public Settlement handle(Work<Payload> due) {
        CorpId corpId = due.corpId();
        MediaContent content = contents.find(
                        corpId, new MediaContentId(due.payload().contentId()))
                .orElse(null);
        if (content == null || due.payload().at().isBefore(clock.instant())) {
            return Settlement.done();
        }
        try {
            media.mediaId(Caller.bulk(corpId), content.type(), content.filename(), content.bytes());
            return Settlement.done();
        } catch (WeComException e) {
            String reason = String.valueOf(e.getMessage());
            return switch (e.kind()) {
                case RETRYABLE, IN_DOUBT, MISCONFIGURED -> Settlement.retry(reason, e.retryAfter());
                // Whoever sends it is told the same, and shows it.
                case REFUSED -> Settlement.done();
            };
        }
    }
}
