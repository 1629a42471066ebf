package scrm.sop.rhythm;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.sop.definition.Trigger;
import scrm.sop.enrolment.Candidate;
import scrm.sop.enrolment.EnrolTargets;
import scrm.sop.plan.PublishedPlan;

/**
 * Enrols contacts once they have been inactive for long enough. Looks only at those whose time came since the last
 * look, so the cost follows their number, and a look that was late misses nobody.
 */
@Service
class FindInactive {
    private final Audiences audiences;
    private final EnrolTargets enrolTargets;
    private final Clock clock;

    FindInactive(Audiences audiences, EnrolTargets enrolTargets, Clock clock) {
        this.audiences = audiences;
        this.enrolTargets = enrolTargets;
        this.clock = clock;
    }

    /**
     * @param since up to where was looked
     * @return up to where is looked now
     */
    @Transactional
    public Instant look(CorpId corpId, PublishedPlan plan, Trigger.Inactive trigger, Instant since) {
        Instant now = clock.instant();
        Duration idle = Duration.ofDays(trigger.days());
        List<Candidate> idlers = audiences.lastActive(corpId, since.minus(idle), now.minus(idle), EnrolTargets.PAGE);
        // Their steps are counted from now: what they did last was long ago.
        enrolTargets.enrol(
                corpId,
                plan,
                idlers.stream()
                        .map(idler -> new Candidate(idler.target(), null, now, idler.occurrence()))
                        .toList());
        return idlers.size() < EnrolTargets.PAGE
                ? now
                : idlers.getLast().triggeredAt().plus(idle);
    }
}
