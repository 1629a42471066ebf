package scrm.sop.groupmessage;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.sop.quota.Admission;
import scrm.sop.quota.Admission.End;
import scrm.sop.quota.Admission.Ended;
import scrm.sop.quota.Receiver;

/**
 * Tells the quota ledger what receivers got of what was admitted for them; whoever wanted the message had it admitted.
 */
@Service
class CountGroupMessage implements Commissions {
    private final GroupMessages messages;
    private final Admission admission;
    private final Clock clock;

    CountGroupMessage(GroupMessages messages, Admission admission, Clock clock) {
        this.messages = messages;
        this.admission = admission;
        this.clock = clock;
    }

    @Override
    public Set<String> withdrawn(CorpId corpId, GroupMessageId id) {
        return Set.of();
    }

    @Override
    @Transactional
    public void went(CorpId corpId, GroupMessageId id, @Nullable String msgid, Map<String, Delivery> deliveries) {
        GroupMessage message = messages.find(corpId, id).orElseThrow();
        Receiver.Kind kind = switch (message.chatType()) {
            case SINGLE -> Receiver.Kind.CONTACT;
            case GROUP -> Receiver.Kind.GROUP;
        };
        Instant confirmed = message.confirmedAt();
        Instant at = confirmed == null ? clock.instant() : confirmed;
        List<Ended> ended = new ArrayList<>();
        deliveries.forEach((receiver, delivery) -> {
            End end = end(delivery);
            if (end != null) {
                ended.add(new Ended(new Receiver(kind, receiver), end, at));
            }
        });
        admission.settled(corpId, ended);
    }

    private static @Nullable End end(Delivery delivery) {
        return switch (delivery) {
            case SENT -> End.SENT;
            case QUOTA_USED_UP -> End.USED_UP;
            case WITHDRAWN, NOT_FRIEND, REFUSED, NOT_CONFIRMED, CANCELLED -> End.RETURNED;
            case QUEUED, HANDED_OVER, UNKNOWN -> null;
        };
    }
}
