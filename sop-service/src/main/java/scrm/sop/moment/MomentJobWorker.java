package scrm.sop.moment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

import scrm.events.CorpId;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.sop.moment.Moment.Status;
import scrm.wecom.Caller;
import scrm.wecom.Moments.Job;
import scrm.wecom.Moments.JobId;
import scrm.wecom.WeComException;

/** Asks WeCom whether its job has made the moment: often at first, then ever less so. Jobs are known for a day. */
@Component
class MomentJobWorker implements WorkHandler<MomentJobWorker.Payload> {
    static final String KIND = "moment-job";

    /** Source: document 95094. */
    private static final int DONE = 3;

    private static final Duration LEAST = Duration.ofSeconds(2);
    private static final Duration MOST = Duration.ofMinutes(5);
    private static final Duration KNOWN_FOR = Duration.ofHours(24);

    private final Moments moments;
    private final scrm.wecom.Moments weCom;
    private final SettleMoment settleMoment;
    private final Clock clock;

    MomentJobWorker(Moments moments, scrm.wecom.Moments weCom, SettleMoment settleMoment, Clock clock) {
        this.moments = moments;
        this.weCom = weCom;
        this.settleMoment = settleMoment;
        this.clock = clock;
    }

    /** Which moment. */
    record Payload(long momentId) {}

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
        CorpId corpId = work.corpId();
        MomentId id = new MomentId(work.payload().momentId());
        Moment moment = moments.find(corpId, id).orElse(null);
        String jobId = moment == null ? null : moment.jobId();
        Instant calledAt = moment == null ? null : moment.calledAt();
        if (moment == null || jobId == null || calledAt == null || moment.status() != Status.MAKING) {
            return Settlement.done();
        }
        Duration age = Duration.between(calledAt, clock.instant());
        if (age.compareTo(KNOWN_FOR) > 0) {
            String reason = "WeCom did not say within a day what its job made: ask a member whether it is there";
            return Settlement.rejected(reason, () -> settleMoment.inDoubt(corpId, id, reason));
        }
        try {
            return settled(moment, weCom.job(Caller.sync(corpId), new JobId(jobId)), age);
        } catch (WeComException e) {
            return Settlement.retry(String.valueOf(e.getMessage()), backoff(age));
        }
    }

    private Settlement settled(Moment moment, Job job, Duration age) {
        if (job.status() != DONE) {
            return Settlement.retry("WeCom is making it", backoff(age));
        }
        scrm.wecom.Moments.MomentId made = job.momentId();
        if (job.errcode() == 0 && made != null) {
            return Settlement.done(
                    () -> settleMoment.made(moment.corpId(), moment.id(), made.value(), job.invalidSenders()));
        }
        String reason = "WeCom's job made nothing";
        return Settlement.rejected(
                reason, () -> settleMoment.refused(moment.corpId(), moment.id(), job.errcode(), reason));
    }

    private static Duration backoff(Duration age) {
        Duration fifth = age.dividedBy(5);
        if (fifth.compareTo(LEAST) < 0) {
            return LEAST;
        }
        return fifth.compareTo(MOST) > 0 ? MOST : fifth;
    }
}
