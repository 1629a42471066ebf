package scrm.sop.groupmessage;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.sop.groupmessage.GroupMessage.Status;
import scrm.sop.groupmessage.GroupMessages.Receiver;

/** The intent, written before the call: whom exactly WeCom is asked to send to. */
@Service
class CloseGroupMessage {
    private final GroupMessages messages;
    private final List<Commissions> commissions;
    private final Clock clock;

    CloseGroupMessage(GroupMessages messages, List<Commissions> commissions, Clock clock) {
        this.messages = messages;
        this.commissions = List.copyOf(commissions);
        this.clock = clock;
    }

    /**
     * A message that is to be sent.
     *
     * @param receivers at least one
     */
    record Closed(GroupMessage message, List<String> receivers) {
        Closed {
            receivers = List.copyOf(receivers);
        }
    }

    /** Empty if there is nothing (more) to send. */
    @Transactional
    public Optional<Closed> close(CorpId corpId, GroupMessageId id) {
        GroupMessage message = messages.lock(corpId, id)
                .filter(found -> found.status() == Status.COLLECTING || found.status() == Status.SENDING)
                .orElse(null);
        if (message == null) {
            return Optional.empty();
        }
        withdraw(corpId, id);
        List<String> receivers = messages.receivers(corpId, id, Set.of(Delivery.QUEUED));
        if (receivers.isEmpty()) {
            messages.end(corpId, id, Status.CANCELLED, null, null, clock.instant());
            return Optional.empty();
        }
        messages.sending(corpId, id, clock.instant());
        return Optional.of(new Closed(message, receivers));
    }

    private void withdraw(CorpId corpId, GroupMessageId id) {
        Map<String, Delivery> withdrawn = new HashMap<>();
        for (Commissions each : commissions) {
            each.withdrawn(corpId, id).forEach(receiver -> withdrawn.put(receiver, Delivery.WITHDRAWN));
        }
        if (!withdrawn.isEmpty()) {
            messages.deliver(corpId, id, receivers(withdrawn));
            commissions.forEach(each -> each.went(corpId, id, null, withdrawn));
        }
    }

    private static List<Receiver> receivers(Map<String, Delivery> deliveries) {
        return deliveries.entrySet().stream()
                .map(entry -> new Receiver(entry.getKey(), entry.getValue(), null))
                .toList();
    }
}
