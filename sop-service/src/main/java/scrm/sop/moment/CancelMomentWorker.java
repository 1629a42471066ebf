package scrm.sop.moment;

import java.time.Instant;
import org.springframework.stereotype.Component;

import scrm.events.CorpId;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.messaging.WorkRequest;
import scrm.wecom.Caller;
import scrm.wecom.WeComException;

/** Has WeCom ask nobody any more to publish a moment; doing so twice does no harm. */
@Component
class CancelMomentWorker implements WorkHandler<CancelMomentWorker.Payload> {
    static final String KIND = "moment-cancel";

    private final Moments moments;
    private final scrm.wecom.Moments weCom;

    CancelMomentWorker(Moments moments, scrm.wecom.Moments weCom) {
        this.moments = moments;
        this.weCom = weCom;
    }

    /** Which moment. */
    record Payload(long momentId) {}

    static WorkRequest request(CorpId corpId, MomentId id, Instant now) {
        return WorkRequest.once(KIND, corpId, id.toString(), new Payload(id.value()), now);
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
        String weComId = moments.find(work.corpId(), new MomentId(work.payload().momentId()))
                .map(Moment::weComId)
                .orElse(null);
        if (weComId == null) {
            return Settlement.done();
        }
        try {
            weCom.cancel(Caller.person(work.corpId()), new scrm.wecom.Moments.MomentId(weComId));
            return Settlement.done();
        } catch (WeComException e) {
            String reason = String.valueOf(e.getMessage());
            return switch (e.kind()) {
                case RETRYABLE, IN_DOUBT -> Settlement.retry(reason, e.retryAfter());
                case MISCONFIGURED -> Settlement.retry(reason, e.untilMended());
                case REFUSED -> Settlement.rejected(reason, () -> {});
            };
        }
    }
}
