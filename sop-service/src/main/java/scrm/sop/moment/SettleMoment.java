package scrm.sop.moment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;
import scrm.sop.moment.Moment.Status;
import scrm.sop.quota.Admission;
import scrm.sop.quota.Admission.End;
import scrm.sop.quota.Admission.Ended;
import scrm.sop.quota.Receiver;

/** Writes down what WeCom made of a moment. */
@Service
class SettleMoment {
    private final Moments moments;
    private final Admission admission;
    private final WorkQueue work;
    private final ApplicationEventPublisher inside;
    private final Clock clock;

    SettleMoment(Moments moments, Admission admission, WorkQueue work, ApplicationEventPublisher inside, Clock clock) {
        this.moments = moments;
        this.admission = admission;
        this.work = work;
        this.inside = inside;
        this.clock = clock;
    }

    /** WeCom has begun to make it. */
    @Transactional
    public void making(CorpId corpId, MomentId id, String jobId) {
        moments.making(corpId, id, jobId);
        Instant at = clock.instant().plus(Duration.ofSeconds(2));
        work.submit(WorkRequest.refresh(
                MomentJobWorker.KIND, corpId, id.toString(), new MomentJobWorker.Payload(id.value()), at));
    }

    /** WeCom has made it; {@code invalid} are members whom it does not know. */
    @Transactional
    public void made(CorpId corpId, MomentId id, String weComId, Collection<UserId> invalid) {
        moments.made(corpId, id, weComId);
        moments.memberState(corpId, id, invalid, MemberState.LEFT_OUT, clock.instant());
        giveBack(corpId, List.copyOf(invalid));
        inside.publishEvent(new MomentMade(corpId, id));
    }

    /** WeCom refused it. */
    @Transactional
    public void refused(CorpId corpId, MomentId id, int errcode, String reason) {
        moments.end(corpId, id, Status.FAILED, errcode, reason);
        notPublished(corpId, id);
    }

    /** Nobody knows whether WeCom has it; members count as asked. */
    @Transactional
    public void inDoubt(CorpId corpId, MomentId id, String reason) {
        moments.end(corpId, id, Status.UNKNOWN, null, reason);
    }

    /** Members who have not published will not. */
    void notPublished(CorpId corpId, MomentId id) {
        List<UserId> asked = moments.members(corpId, id, Set.of(MemberState.ASKED));
        giveBack(corpId, asked);
        List<UserId> waiting = moments.members(corpId, id, Set.of(MemberState.NAMED, MemberState.ASKED));
        moments.memberState(corpId, id, waiting, MemberState.NOT_PUBLISHED, clock.instant());
    }

    private void giveBack(CorpId corpId, List<UserId> members) {
        Instant now = clock.instant();
        admission.settled(
                corpId,
                members.stream()
                        .map(member -> new Ended(new Receiver(Receiver.Kind.MEMBER, member.value()), End.RETURNED, now))
                        .toList());
    }
}
