package scrm.channel.media;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

import scrm.attachment.MediaContent;
import scrm.attachment.MediaContentId;
import scrm.attachment.MediaContents;
import scrm.events.CorpId;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;
import scrm.wecom.Caller;
import scrm.wecom.Media;
import scrm.wecom.WeComException;

/**
 * Sees to it that WeCom has the bytes of welcomes before anybody is welcomed, and anew before it forgets them, so that
 * a welcome is one call. Runs by itself for as long as a {@link MediaSender} sends them.
 */
@Component
public class MediaRenewalWorker implements WorkHandler<MediaRenewalWorker.Payload> {
    static final String KIND = "welcome-media";

    /** {@link Media} promises a media id that lives for at least another day. */
    private static final Duration LIVES = Duration.ofHours(24);

    /** Leaves hours to get a new one while the old one is good. */
    private static final Duration RENEW_AFTER = Duration.ofHours(16);

    private static final Duration AFTER_REFUSAL = Duration.ofHours(1);

    private final List<MediaSender> senders;
    private final MediaContents contents;
    private final Media media;
    private final WorkQueue work;
    private final Clock clock;

    MediaRenewalWorker(List<MediaSender> senders, MediaContents contents, Media media, WorkQueue work, Clock clock) {
        this.senders = senders;
        this.contents = contents;
        this.media = media;
        this.work = work;
        this.clock = clock;
    }

    /** Which bytes. */
    record Payload(long contentId) {}

    /** Has the bytes at WeCom from now on. */
    public static WorkRequest request(CorpId corpId, MediaContentId contentId, Instant dueAt) {
        return WorkRequest.refresh(KIND, corpId, contentId.toString(), new Payload(contentId.value()), dueAt);
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
        MediaContentId id = new MediaContentId(due.payload().contentId());
        MediaContent content = contents.find(corpId, id).orElse(null);
        if (content == null || senders.stream().noneMatch(sender -> sender.sends(corpId, id))) {
            return Settlement.done();
        }
        Instant asked = clock.instant();
        try {
            String mediaId = media.mediaId(Caller.person(corpId), content.type(), content.filename(), content.bytes());
            return Settlement.done(() -> {
                contents.uploaded(corpId, id, mediaId, asked.plus(LIVES));
                senders.forEach(sender -> sender.renewed(corpId, id, mediaId));
                work.submit(request(corpId, id, asked.plus(RENEW_AFTER)));
            });
        } catch (WeComException e) {
            String reason = String.valueOf(e.getMessage());
            return switch (e.kind()) {
                // Uploading twice does no harm: the first one is forgotten in three days. And somebody may mend the
                // corp's settings; the welcome goes out without the picture until then.
                case RETRYABLE, IN_DOUBT, MISCONFIGURED -> Settlement.retry(reason, e.retryAfter());
                case REFUSED -> Settlement.retry(reason, AFTER_REFUSAL);
            };
        }
    }
}
