package scrm.sop.groupmessage;

import java.time.Clock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;
import scrm.rest.Conflict;
import scrm.rest.NotFound;

/** Stops what is not sent. WeCom cannot call back what receivers have. Source: document 97610. */
@Service
public class CancelGroupMessage {
    private final GroupMessages messages;
    private final SettleGroupMessage settleGroupMessage;
    private final WorkQueue work;
    private final Clock clock;

    CancelGroupMessage(GroupMessages messages, SettleGroupMessage settleGroupMessage, WorkQueue work, Clock clock) {
        this.messages = messages;
        this.settleGroupMessage = settleGroupMessage;
        this.work = work;
        this.clock = clock;
    }

    /** Cancels one that may be cancelled; again does nothing more. */
    @Transactional
    public void cancel(CorpId corpId, GroupMessageId id) {
        switch (lock(corpId, id).status()) {
            case SETTLED, FAILED -> throw Conflict.of("group_message_over");
            case COLLECTING, SENDING, CREATED, CANCELLED, UNKNOWN -> {
                if (!stop(corpId, id)) {
                    throw Conflict.of("group_message_in_flight");
                }
            }
        }
    }

    /** Stops what can be stopped; returns whether it is known what that is, which it is not during the call. */
    @Transactional
    public boolean stop(CorpId corpId, GroupMessageId id) {
        GroupMessage message = lock(corpId, id);
        return switch (message.status()) {
            case SENDING, UNKNOWN -> false;
            case SETTLED, FAILED, CANCELLED -> true;
            case CREATED -> {
                request(message);
                yield true;
            }
            case COLLECTING -> {
                messages.cancelling(corpId, id, clock.instant());
                settleGroupMessage.cancelled(corpId, id);
                yield true;
            }
        };
    }

    private GroupMessage lock(CorpId corpId, GroupMessageId id) {
        return messages.lock(corpId, id).orElseThrow(() -> NotFound.of("group-message"));
    }

    private void request(GroupMessage message) {
        if (message.cancelledAt() != null) {
            return;
        }
        messages.cancelling(message.corpId(), message.id(), clock.instant());
        work.submit(WorkRequest.once(
                CancellationWorker.KIND,
                message.corpId(),
                message.id().toString(),
                new CancellationWorker.Payload(message.id().value()),
                clock.instant()));
    }
}
