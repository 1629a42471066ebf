package scrm.sop.groupmessage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;
import scrm.sop.groupmessage.GroupMessage.Status;
import scrm.sop.groupmessage.GroupMessages.Receiver;

/** Writes down how a message went, for each receiver, and tells those who wanted it. */
@Service
class SettleGroupMessage {
    private static final Set<Delivery> UNSETTLED = Set.of(Delivery.QUEUED, Delivery.HANDED_OVER, Delivery.UNKNOWN);

    private static final Duration FIRST_LOOK = Duration.ofSeconds(5);

    private final GroupMessages messages;
    private final List<Commissions> commissions;
    private final RemindSender remindSender;
    private final WorkQueue work;
    private final Clock clock;

    SettleGroupMessage(
            GroupMessages messages,
            List<Commissions> commissions,
            RemindSender remindSender,
            WorkQueue work,
            Clock clock) {
        this.messages = messages;
        this.commissions = List.copyOf(commissions);
        this.remindSender = remindSender;
        this.work = work;
        this.clock = clock;
    }

    /** WeCom has it; {@code refused} are the receivers that it would not take. */
    @Transactional
    public void created(CorpId corpId, GroupMessageId id, String msgid, Set<String> refused) {
        messages.created(corpId, id, msgid);
        List<Receiver> receivers = new ArrayList<>();
        for (String receiver : messages.receivers(corpId, id, UNSETTLED)) {
            Delivery delivery = refused.contains(receiver) ? Delivery.REFUSED : Delivery.HANDED_OVER;
            receivers.add(new Receiver(receiver, delivery, null));
        }
        deliver(corpId, id, msgid, receivers);
        lookAgain(corpId, id, FIRST_LOOK);
        if (!endIfSettled(corpId, id)) {
            remindSender.plan(corpId, id);
        }
    }

    /** It was cancelled before the sender confirmed it: nobody gets it. */
    @Transactional
    public void cancelled(CorpId corpId, GroupMessageId id) {
        deliverAll(corpId, id, Delivery.CANCELLED);
        messages.end(corpId, id, Status.CANCELLED, null, null, clock.instant());
    }

    /** WeCom refused it as a whole. */
    @Transactional
    public void refused(CorpId corpId, GroupMessageId id, int errcode, String reason) {
        messages.end(corpId, id, Status.FAILED, errcode, reason, clock.instant());
        deliverAll(corpId, id, Delivery.REFUSED);
    }

    /** Nobody knows whether WeCom has it. */
    @Transactional
    public void inDoubt(CorpId corpId, GroupMessageId id, String reason) {
        messages.end(corpId, id, Status.UNKNOWN, null, reason, clock.instant());
        deliverAll(corpId, id, Delivery.UNKNOWN);
    }

    /** What WeCom tells of receivers by now; looks again after a while if some are not settled. */
    @Transactional
    public void results(CorpId corpId, GroupMessageId id, String msgid, List<Receiver> results, Duration lookAfter) {
        Set<String> waiting = new HashSet<>(messages.receivers(corpId, id, UNSETTLED));
        List<Receiver> changed = results.stream()
                .filter(result -> result.delivery().isFinal() && waiting.contains(result.id()))
                .toList();
        deliver(corpId, id, msgid, changed);
        if (!endIfSettled(corpId, id)) {
            lookAgain(corpId, id, lookAfter);
        }
    }

    /** The member has had time enough. */
    @Transactional
    public void notConfirmed(CorpId corpId, GroupMessageId id) {
        deliverAll(corpId, id, Delivery.NOT_CONFIRMED);
        endIfSettled(corpId, id);
    }

    private boolean endIfSettled(CorpId corpId, GroupMessageId id) {
        boolean settled = messages.receivers(corpId, id, UNSETTLED).isEmpty();
        if (settled) {
            messages.end(corpId, id, Status.SETTLED, null, null, clock.instant());
        }
        return settled;
    }

    private void lookAgain(CorpId corpId, GroupMessageId id, Duration after) {
        Instant at = clock.instant().plus(after);
        work.submit(WorkRequest.refresh(
                GroupMessageResultsWorker.KIND,
                corpId,
                id.toString(),
                new GroupMessageResultsWorker.Payload(id.value()),
                at));
    }

    private void deliverAll(CorpId corpId, GroupMessageId id, Delivery delivery) {
        deliver(
                corpId,
                id,
                null,
                messages.receivers(corpId, id, UNSETTLED).stream()
                        .map(receiver -> new Receiver(receiver, delivery, null))
                        .toList());
    }

    private void deliver(CorpId corpId, GroupMessageId id, @Nullable String msgid, List<Receiver> receivers) {
        if (receivers.isEmpty()) {
            return;
        }
        messages.deliver(corpId, id, receivers);
        Map<String, Delivery> deliveries = new HashMap<>();
        for (Receiver receiver : receivers) {
            deliveries.put(receiver.id(), receiver.delivery());
        }
        commissions.forEach(each -> each.went(corpId, id, msgid, deliveries));
    }
}
