package scrm.sop.groupmessage;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

import scrm.events.CorpId;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.sop.groupmessage.GroupMessage.Status;
import scrm.wecom.Caller;
import scrm.wecom.WeComException;

/**
 * Has WeCom stop a message that it has. Cancelling twice does no harm. Where the sender was faster, results are
 * followed as of any other message.
 */
@Component
class CancellationWorker implements WorkHandler<CancellationWorker.Payload> {
    static final String KIND = "group-message-cancellation";

    /** It was cancelled before. Source: document 97610. */
    private static final int CANCELLED_ALREADY = 41093;

    private final GroupMessages messages;
    private final scrm.wecom.GroupMessages weCom;
    private final FindConfirmation confirmation;
    private final SettleGroupMessage settleGroupMessage;

    CancellationWorker(
            GroupMessages messages,
            scrm.wecom.GroupMessages weCom,
            FindConfirmation confirmation,
            SettleGroupMessage settleGroupMessage) {
        this.messages = messages;
        this.weCom = weCom;
        this.confirmation = confirmation;
        this.settleGroupMessage = settleGroupMessage;
    }

    /** Which message. */
    record Payload(long groupMessageId) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Payload> payloadType() {
        return Payload.class;
    }

    @Override
    public boolean urgent() {
        return true;
    }

    @Override
    public Settlement handle(Work<Payload> work) {
        CorpId corpId = work.corpId();
        GroupMessageId id = new GroupMessageId(work.payload().groupMessageId());
        GroupMessage message = messages.find(corpId, id).orElseThrow();
        if (message.status() != Status.CREATED) {
            return Settlement.done();
        }
        String msgid = Objects.requireNonNull(message.msgid());
        try {
            cancel(corpId, msgid);
            Optional<Instant> confirmedAt = confirmation.at(message, msgid);
            return Settlement.done(() -> {
                if (confirmedAt.isPresent()) {
                    messages.confirmed(corpId, id, confirmedAt.get());
                } else {
                    settleGroupMessage.cancelled(corpId, id);
                }
            });
        } catch (WeComException e) {
            String reason = String.valueOf(e.getMessage());
            return switch (e.kind()) {
                case RETRYABLE, IN_DOUBT -> Settlement.retry(reason, e.retryAfter());
                case REFUSED -> Settlement.rejected(reason, () -> {});
                case MISCONFIGURED -> Settlement.retry(reason, e.untilMended());
            };
        }
    }

    private void cancel(CorpId corpId, String msgid) {
        try {
            weCom.cancel(Caller.person(corpId), msgid);
        } catch (WeComException e) {
            if (e.errcode() != CANCELLED_ALREADY) {
                throw e;
            }
        }
    }
}
