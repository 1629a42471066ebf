package scrm.sop.moment;

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
import scrm.messaging.WorkRequest;
import scrm.sop.moment.CallForMoment.Next;
import scrm.sop.moment.Moment.Status;
import scrm.wecom.Attachment;
import scrm.wecom.Caller;
import scrm.wecom.Media;
import scrm.wecom.Moments.JobId;
import scrm.wecom.Moments.NewMoment;
import scrm.wecom.WeComException;

/**
 * Has WeCom make moments, each by one call that is never made again by itself: a second one would ask every member
 * twice. When the answer is lost, {@link FindMoment} asks WeCom whether it has the moment.
 */
@Component
class MomentWorker implements WorkHandler<MomentWorker.Payload> {
    static final String KIND = "moment";

    private static final Duration ASK_AFTER = Duration.ofSeconds(10);

    /** WeCom lists what it has made; one that it has not listed for so long is left to a person. */
    private static final Duration ASK_FOR = Duration.ofMinutes(15);

    /** More moments than WeCom takes, which others may have made as well: nothing of it was executed. */
    private static final int TOO_MANY_JOBS = 41067;

    private static final int TOO_MANY = 41210;

    private final CallForMoment callForMoment;
    private final MediaContents contents;
    private final Media media;
    private final scrm.wecom.Moments weCom;
    private final FindMoment findMoment;
    private final SettleMoment settleMoment;
    private final Moments moments;
    private final Clock clock;

    MomentWorker(
            CallForMoment callForMoment,
            MediaContents contents,
            Media media,
            scrm.wecom.Moments weCom,
            FindMoment findMoment,
            SettleMoment settleMoment,
            Moments moments,
            Clock clock) {
        this.callForMoment = callForMoment;
        this.contents = contents;
        this.media = media;
        this.weCom = weCom;
        this.findMoment = findMoment;
        this.settleMoment = settleMoment;
        this.moments = moments;
        this.clock = clock;
    }

    /** Which moment, and the decision to make it. */
    record Payload(long momentId, int version) {}

    /** Once per version: another version is a person's wish to try again. */
    static WorkRequest request(CorpId corpId, MomentId id, int version, Instant at) {
        return WorkRequest.once(KIND, corpId, id + ":" + version, new Payload(id.value(), version), at);
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
        CorpId corpId = work.corpId();
        MomentId id = new MomentId(work.payload().momentId());
        return switch (callForMoment.next(corpId, id, work.payload().version())) {
            case Next.Nothing _ -> Settlement.done();
            case Next.Wait(Duration after, String reason) -> Settlement.retry(reason, after);
            case Next.Call call -> call(work, call);
        };
    }

    private Settlement call(Work<Payload> work, Next.Call call) {
        CorpId corpId = work.corpId();
        Moment moment = call.moment();
        List<Attachment> attachments;
        try {
            attachments = moment.content().attachments().stream()
                    .map(attachment -> attachment.uploaded(bytes -> attachmentId(corpId, bytes)))
                    .toList();
        } catch (WeComException e) {
            return switch (e.kind()) {
                // Nothing was made yet, and uploading twice does no harm.
                case RETRYABLE, IN_DOUBT -> Settlement.retry(reason(e), e.retryAfter());
                case REFUSED -> refused(moment, e);
                case MISCONFIGURED -> Settlement.retry(reason(e), e.untilMended());
            };
        }
        try {
            JobId jobId = weCom.add(
                    Caller.bulk(corpId).noting(work.call()::begin),
                    new NewMoment(
                            moment.content().text(),
                            attachments,
                            call.senders(),
                            moment.audience().departments(),
                            moment.audience().tagIds()));
            return Settlement.done(() -> settleMoment.making(corpId, moment.id(), jobId.value()));
        } catch (WeComException e) {
            return switch (e.kind()) {
                case RETRYABLE -> Settlement.retry(reason(e), e.retryAfter());
                case IN_DOUBT -> inDoubt(moment, reason(e));
                case REFUSED ->
                    switch (e.errcode()) {
                        case TOO_MANY_JOBS -> Settlement.retry(reason(e), Duration.ofMinutes(1));
                        case TOO_MANY -> Settlement.retry(reason(e), Duration.ofHours(1));
                        default -> refused(moment, e);
                    };
                case MISCONFIGURED -> Settlement.retry(reason(e), e.untilMended());
            };
        }
    }

    @Override
    public Settlement resolve(Work<Payload> work, Instant calledAt) {
        CorpId corpId = work.corpId();
        MomentId id = new MomentId(work.payload().momentId());
        Moment moment = moments.find(corpId, id)
                .filter(found -> found.version() == work.payload().version())
                .orElse(null);
        if (moment == null || (moment.status() != Status.CALLING && moment.status() != Status.UNKNOWN)) {
            return Settlement.done();
        }
        String reason;
        try {
            switch (findMoment.find(moment)) {
                case FindMoment.Found.This(String weComId) -> {
                    return Settlement.done(() -> settleMoment.made(corpId, id, weComId, List.of()));
                }
                case FindMoment.Found.None _ -> reason = "WeCom lists no such moment: ask a member whether it is there";
                case FindMoment.Found.Ambiguous _ ->
                    reason = "another moment says the same: ask a member which of them is there";
            }
        } catch (WeComException e) {
            return inDoubt(moment, reason(e));
        }
        if (clock.instant().isBefore(calledAt.plus(ASK_FOR))) {
            return inDoubt(moment, reason);
        }
        return Settlement.rejected(reason, () -> settleMoment.inDoubt(corpId, id, reason));
    }

    private Settlement refused(Moment moment, WeComException e) {
        return Settlement.rejected(
                reason(e), () -> settleMoment.refused(moment.corpId(), moment.id(), e.errcode(), reason(e)));
    }

    private Settlement inDoubt(Moment moment, String reason) {
        return Settlement.unknown(reason, ASK_AFTER, () -> settleMoment.inDoubt(moment.corpId(), moment.id(), reason));
    }

    private static String reason(WeComException e) {
        return String.valueOf(e.getMessage());
    }

    private String attachmentId(CorpId corpId, MediaContentId id) {
        MediaContent content = contents.find(corpId, id).orElseThrow();
        return media.attachmentId(Caller.bulk(corpId), content.type(), content.filename(), content.bytes());
    }
}
