package scrm.sop.groupmessage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import scrm.events.CorpId;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.sop.groupmessage.GroupMessage.Status;
import scrm.sop.groupmessage.GroupMessages.Receiver;
import scrm.wecom.Caller;
import scrm.wecom.GroupMessages.SendResult;
import scrm.wecom.Page;
import scrm.wecom.WeComException;

/**
 * Follows a message that WeCom has until each receiver is settled. WeCom tells nothing by itself, so it is asked: soon
 * at first, then ever less often, for members confirm when they have time.
 */
@Component
class GroupMessageResultsWorker implements WorkHandler<GroupMessageResultsWorker.Payload> {
    static final String KIND = "group-message-results";

    /** WeCom is still dispatching the message to the members. Source: document 97611. */
    private static final int DISPATCHING = 41063;

    private static final Duration LEAST = Duration.ofSeconds(5);
    private static final Duration MOST = Duration.ofMinutes(15);
    private static final Duration GIVE_UP_AFTER = Duration.ofDays(7);

    private final GroupMessages messages;
    private final scrm.wecom.GroupMessages weCom;
    private final FindConfirmation confirmation;
    private final SettleGroupMessage settleGroupMessage;
    private final Clock clock;

    GroupMessageResultsWorker(
            GroupMessages messages,
            scrm.wecom.GroupMessages weCom,
            FindConfirmation confirmation,
            SettleGroupMessage settleGroupMessage,
            Clock clock) {
        this.messages = messages;
        this.weCom = weCom;
        this.confirmation = confirmation;
        this.settleGroupMessage = settleGroupMessage;
        this.clock = clock;
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
    public Settlement handle(Work<Payload> work) {
        CorpId corpId = work.corpId();
        GroupMessageId id = new GroupMessageId(work.payload().groupMessageId());
        GroupMessage message = messages.find(corpId, id).orElse(null);
        String msgid = message == null ? null : message.msgid();
        Instant calledAt = message == null ? null : message.calledAt();
        if (message == null || msgid == null || calledAt == null || message.status() != Status.CREATED) {
            return Settlement.done();
        }
        Duration age = Duration.between(calledAt, clock.instant());
        try {
            Instant confirmedAt = confirmation.at(message, msgid).orElse(null);
            // Nobody got anything before: ten thousand receivers are not asked after for nothing.
            List<Receiver> results = confirmedAt == null ? List.of() : results(message, msgid);
            boolean giveUp = age.compareTo(GIVE_UP_AFTER) > 0;
            return Settlement.done(() -> {
                if (confirmedAt != null) {
                    messages.confirmed(corpId, id, confirmedAt);
                }
                settleGroupMessage.results(corpId, id, msgid, results, backoff(age));
                if (giveUp) {
                    settleGroupMessage.notConfirmed(corpId, id);
                }
            });
        } catch (WeComException e) {
            String reason = String.valueOf(e.getMessage());
            return switch (e.kind()) {
                case RETRYABLE, IN_DOUBT -> Settlement.retry(reason, e.retryAfter());
                case REFUSED -> Settlement.retry(reason, e.errcode() == DISPATCHING ? LEAST : MOST);
                case MISCONFIGURED -> Settlement.retry(reason, MOST);
            };
        }
    }

    /** A fifth of its age: an answer is late by a fifth at most, and a day costs some dozens of questions. */
    static Duration backoff(Duration age) {
        Duration fifth = age.dividedBy(5);
        if (fifth.compareTo(LEAST) < 0) {
            return LEAST;
        }
        return fifth.compareTo(MOST) > 0 ? MOST : fifth;
    }

    private List<Receiver> results(GroupMessage message, String msgid) {
        List<Receiver> receivers = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Page<SendResult> page = weCom.results(Caller.sync(message.corpId()), msgid, message.sender(), cursor);
            for (SendResult result : page.items()) {
                receivers.add(new Receiver(result.receiver(), delivery(result.status()), result.sendTime()));
            }
            cursor = page.nextCursor();
        } while (cursor != null);
        return receivers;
    }

    /** Source: document 97611. */
    private static Delivery delivery(int status) {
        return switch (status) {
            case 1 -> Delivery.SENT;
            case 2 -> Delivery.NOT_FRIEND;
            case 3 -> Delivery.QUOTA_USED_UP;
            default -> Delivery.HANDED_OVER;
        };
    }
}
