package scrm.group.stranger;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.messaging.job.Job;
import scrm.messaging.job.JobHandler;
import scrm.wecom.Caller;
import scrm.wecom.ExternalContacts;
import scrm.wecom.WeComException;

/** Reads the contacts of every member, a call each, which tag-service told of before anybody here listened. */
@Component
class PullKnownContactsWorker implements JobHandler<PullKnownContacts> {
    /** A member may have twenty thousand contacts, and a slice should take seconds. */
    private static final int LOT = 5;

    private final KnownContacts known;
    private final ExternalContacts contacts;
    private final Clock clock;

    PullKnownContactsWorker(KnownContacts known, ExternalContacts contacts, Clock clock) {
        this.known = known;
        this.contacts = contacts;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return PullKnownContacts.KIND;
    }

    @Override
    public Class<PullKnownContacts> parametersType() {
        return PullKnownContacts.class;
    }

    @Override
    public Slice next(Position<PullKnownContacts> position) {
        try {
            return pull(position);
        } catch (WeComException e) {
            Slice again = Slice.upTo(position.checkpoint(), 0, List.of());
            return switch (e.kind()) {
                case RETRYABLE, IN_DOUBT -> again.thenRest(e.retryAfter());
                case MISCONFIGURED -> again.thenRest(e.untilMended());
                case REFUSED -> throw e;
            };
        }
    }

    private Slice pull(Position<PullKnownContacts> position) {
        CorpId corpId = position.corpId();
        Caller caller = Caller.sync(corpId);
        List<UserId> members = contacts.followUsers(caller);
        List<UserId> lot = members.stream()
                .filter(userId -> userId.value().compareTo(position.checkpoint()) > 0)
                .sorted(Comparator.comparing(UserId::value))
                .limit(LOT)
                .toList();
        if (lot.isEmpty()) {
            return Slice.last(0, List.of())
                    .with(() -> known.pulled(corpId, position.parameters().since()));
        }
        List<Job.Failure> failures = new ArrayList<>();
        for (UserId userId : lot) {
            Instant asked = clock.instant();
            try {
                known.listed(corpId, userId, contacts.list(caller, userId), asked);
            } catch (WeComException e) {
                if (e.kind() != WeComException.Kind.REFUSED) {
                    throw e;
                }
                failures.add(new Job.Failure(userId.value(), "errcode " + e.errcode()));
            }
        }
        return Slice.upTo(lot.getLast().value(), lot.size() - failures.size(), failures)
                .ofTotal(members.size());
    }
}
