package scrm.sop.enrolment;

import java.time.Instant;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.sop.definition.Happening;
import scrm.sop.definition.Target;

/** Takes in who becomes whose contact. */
@Service
class EnrolContact {
    private final FollowRelations relations;
    private final TakeHappening takeHappening;

    EnrolContact(FollowRelations relations, TakeHappening takeHappening) {
        this.relations = relations;
        this.takeHappening = takeHappening;
    }

    /**
     * A contact was added: enrols him in each plan that takes him. May be told twice of one adding, once by WeCom and
     * once by whoever found out about the live code; a plan takes him once.
     */
    @Transactional
    public void added(Pair pair, Instant at, Happening.Added how) {
        if (relations.added(pair, at)) {
            takeHappening.happened(new Heard(pair.corpId(), Target.of(pair.externalUserId()), pair.userId(), how, at));
        }
    }
}
