package scrm.sop.moment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.messaging.WorkQueue;
import scrm.rest.Conflict;
import scrm.rest.FieldProblem;
import scrm.rest.IfMatch;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.rest.PreconditionFailed;
import scrm.sop.moment.Moment.Audience;
import scrm.sop.moment.Moment.Status;

/** Wants moments, tries again what failed, and calls off what is not wanted any more. */
@Service
public class AskForMoment {
    /**
     * How long a moment takes members of one content: some batches of due steps, and nothing that a reader would
     * notice.
     */
    private static final Duration COLLECTS_FOR = Duration.ofSeconds(2);

    private final Moments moments;
    private final SettleMoment settleMoment;
    private final KeepMomentContent keepContent;
    private final WorkQueue work;
    private final Clock clock;

    AskForMoment(
            Moments moments, SettleMoment settleMoment, KeepMomentContent keepContent, WorkQueue work, Clock clock) {
        this.moments = moments;
        this.settleMoment = settleMoment;
        this.keepContent = keepContent;
        this.work = work;
        this.clock = clock;
    }

    @Transactional
    Moment ask(CorpId corpId, MomentRequest request) {
        Instant now = clock.instant();
        List<FieldProblem> problems = new ArrayList<>(request.problems(now));
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(problems);
        }
        Instant askAt = request.askAt() == null ? now : request.askAt();
        MomentId id = moments.add(
                corpId,
                null,
                keepContent.keep(corpId, request.content(), "content", askAt),
                request.audience(),
                askAt,
                now);
        moments.addMembers(corpId, id, request.members());
        work.submit(MomentWorker.request(corpId, id, 1, askAt));
        return find(corpId, id);
    }

    /**
     * Names members for a moment that a plan wants, together with those whom others of the same key name at that time.
     *
     * @param mergeKey names the content, at most 190 characters
     */
    @Transactional
    public MomentId gather(
            CorpId corpId, String mergeKey, MomentContent content, List<TagId> tagIds, List<UserId> members) {
        MomentId id = moments.open(corpId, mergeKey).orElseGet(() -> begin(corpId, mergeKey, content, tagIds));
        moments.addMembers(corpId, id, members);
        return id;
    }

    private MomentId begin(CorpId corpId, String mergeKey, MomentContent content, List<TagId> tagIds) {
        Instant now = clock.instant();
        Instant askAt = now.plus(COLLECTS_FOR);
        MomentId id = moments.add(corpId, mergeKey, content, new Audience(true, List.of(), tagIds), askAt, now);
        work.submit(MomentWorker.request(corpId, id, 1, askAt));
        return id;
    }

    @Transactional
    Moment retry(CorpId corpId, MomentId id, IfMatch ifMatch) {
        Moment moment = locked(corpId, id, ifMatch);
        if (moment.status() != Status.FAILED && moment.status() != Status.UNKNOWN) {
            throw Conflict.of("moment_not_failed");
        }
        Instant now = clock.instant();
        if (moment.status() == Status.FAILED) {
            Set<MemberState> ended = Set.of(MemberState.NOT_PUBLISHED, MemberState.LEFT_OUT);
            moments.memberState(corpId, id, moments.members(corpId, id, ended), MemberState.NAMED, now);
        }
        decide(moment, Status.WAITING);
        work.submit(MomentWorker.request(corpId, id, moment.version() + 1, now));
        return find(corpId, id);
    }

    @Transactional
    Moment cancel(CorpId corpId, MomentId id, IfMatch ifMatch) {
        Moment moment = locked(corpId, id, ifMatch);
        switch (moment.status()) {
            case WAITING, MADE, UNKNOWN, FAILED -> {}
            case CALLING, MAKING -> throw Conflict.of("moment_being_made");
            case CANCELLED -> throw Conflict.of("moment_cancelled");
        }
        decide(moment, Status.CANCELLED);
        settleMoment.notPublished(corpId, id);
        if (moment.status() == Status.MADE) {
            work.submit(CancelMomentWorker.request(corpId, id, clock.instant()));
        }
        return find(corpId, id);
    }

    private void decide(Moment moment, Status status) {
        if (!moments.decide(moment.corpId(), moment.id(), moment.version(), status)) {
            throw new PreconditionFailed();
        }
    }

    private Moment locked(CorpId corpId, MomentId id, IfMatch ifMatch) {
        Moment moment = moments.lock(corpId, id).orElseThrow(() -> NotFound.of("moment"));
        ifMatch.check(moment.version());
        return moment;
    }

    private Moment find(CorpId corpId, MomentId id) {
        return moments.find(corpId, id).orElseThrow(() -> NotFound.of("moment"));
    }
}
