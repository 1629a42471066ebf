package scrm.sop.moment;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.sop.quota.Admission;
import scrm.sop.quota.Admission.End;
import scrm.sop.quota.Admission.Ended;
import scrm.sop.quota.Receiver;

/** Who has published a moment, for whoever follows it. */
@Service
public class MomentMembers {
    private final Moments moments;
    private final SettleMoment settleMoment;
    private final Admission admission;
    private final Clock clock;

    MomentMembers(Moments moments, SettleMoment settleMoment, Admission admission, Clock clock) {
        this.moments = moments;
        this.settleMoment = settleMoment;
        this.admission = admission;
        this.clock = clock;
    }

    public Optional<Moment> find(CorpId corpId, MomentId id) {
        return moments.find(corpId, id);
    }

    /**
     * Writes down who is asked and who has published by now.
     *
     * @return those of whom it is news that they have published
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<UserId> seen(CorpId corpId, MomentId id, Collection<UserId> asked, Collection<UserId> published) {
        Instant now = clock.instant();
        Set<UserId> known = new HashSet<>(moments.members(corpId, id, Set.of(MemberState.values())));
        // Of departments only WeCom knows who is in them.
        moments.memberState(corpId, id, without(asked, known), MemberState.ASKED, now);
        Set<UserId> before = new HashSet<>(moments.members(corpId, id, Set.of(MemberState.PUBLISHED)));
        List<UserId> news = without(published, before);
        moments.memberState(corpId, id, news, MemberState.PUBLISHED, now);
        admission.settled(
                corpId,
                news.stream()
                        .map(member -> new Ended(new Receiver(Receiver.Kind.MEMBER, member.value()), End.SENT, now))
                        .toList());
        return news;
    }

    /** Whoever has not published by now has had time enough. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void giveUp(CorpId corpId, MomentId id) {
        settleMoment.notPublished(corpId, id);
    }

    private static List<UserId> without(Collection<UserId> all, Set<UserId> some) {
        return all.stream().filter(one -> !some.contains(one)).toList();
    }
}
