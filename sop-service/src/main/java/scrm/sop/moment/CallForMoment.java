package scrm.sop.moment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.sop.moment.Moment.Status;
import scrm.sop.moment.Moments.Calls;
import scrm.sop.quota.Admission;
import scrm.sop.quota.Admission.MomentLimits;
import scrm.sop.quota.Admission.Wanted;
import scrm.sop.quota.Decision;
import scrm.sop.quota.Overflow;
import scrm.sop.quota.Receiver;

/** The intent, written before the call: who exactly is asked, and that the corp may make one more moment. */
@Service
class CallForMoment {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Moments moments;
    private final Admission admission;
    private final Clock clock;

    CallForMoment(Moments moments, Admission admission, Clock clock) {
        this.moments = moments;
        this.admission = admission;
        this.clock = clock;
    }

    /** What is to be done about a moment that is due. */
    sealed interface Next {
        /** @param senders empty: those of its departments, or everybody */
        record Call(Moment moment, List<UserId> senders) implements Next {
            public Call {
                senders = List.copyOf(senders);
            }
        }

        /** Not before then. */
        record Wait(Duration after, String reason) implements Next {}

        /** It is not wanted any more, or nobody may be asked. */
        record Nothing() implements Next {}
    }

    @Transactional
    public Next next(CorpId corpId, MomentId id, int version) {
        Moment moment = moments.lock(corpId, id)
                .filter(found -> found.version() == version)
                .filter(found -> found.status() == Status.WAITING || found.status() == Status.CALLING)
                .orElse(null);
        if (moment == null) {
            return new Next.Nothing();
        }
        Instant now = clock.instant();
        Next.Wait full = full(moment, now);
        if (full != null) {
            return full;
        }
        if (moment.audience().named()) {
            Next.Wait quiet = admitMembers(moment, now);
            if (quiet != null) {
                return quiet;
            }
            List<UserId> asked = moments.members(corpId, id, Set.of(MemberState.ASKED));
            if (asked.isEmpty()) {
                moments.end(corpId, id, Status.FAILED, null, "each member has been asked as often as may be");
                return new Next.Nothing();
            }
            moments.calling(corpId, id, now);
            return new Next.Call(moment, asked);
        }
        moments.calling(corpId, id, now);
        return new Next.Call(moment, List.of());
    }

    /** WeCom takes so many a minute and a month. Source: document 95094. */
    private Next.@Nullable Wait full(Moment moment, Instant now) {
        MomentLimits limits = admission.momentLimits(moment.corpId());
        Calls calls = moments.lockCalls(moment.corpId(), moment.id(), now.minus(MINUTE), limits.monthBegan());
        if (calls.thisMonth() >= limits.perMonth()) {
            return new Next.Wait(Duration.ofHours(1), "the corp has made as many moments as it may this month");
        }
        Instant first = calls.first();
        if (first != null && calls.lastMinute() >= limits.perMinute()) {
            Duration left = Duration.between(now, first.plus(MINUTE)).plusSeconds(1);
            return new Next.Wait(left, "the corp has made as many moments as it may this minute");
        }
        return null;
    }

    private Next.@Nullable Wait admitMembers(Moment moment, Instant now) {
        List<UserId> named = moments.members(moment.corpId(), moment.id(), Set.of(MemberState.NAMED));
        List<Decision> decisions = admission.admit(
                moment.corpId(),
                named.stream()
                        .map(member -> new Wanted(
                                new Receiver(Receiver.Kind.MEMBER, member.value()),
                                0,
                                null,
                                moment.askAt(),
                                Overflow.drop()))
                        .toList());
        List<UserId> asked = new ArrayList<>();
        List<UserId> leftOut = new ArrayList<>();
        Instant until = null;
        for (int i = 0; i < named.size(); i++) {
            switch (decisions.get(i)) {
                case Decision.Admitted _ -> asked.add(named.get(i));
                case Decision.Dropped _ -> leftOut.add(named.get(i));
                case Decision.WaitUntil(Instant at, Decision.Reason _) -> until = at;
            }
        }
        moments.memberState(moment.corpId(), moment.id(), asked, MemberState.ASKED, now);
        moments.memberState(moment.corpId(), moment.id(), leftOut, MemberState.LEFT_OUT, now);
        return until == null ? null : new Next.Wait(Duration.between(now, until), "members are not asked at this time");
    }
}
