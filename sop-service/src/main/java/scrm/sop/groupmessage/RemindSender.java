package scrm.sop.groupmessage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;
import scrm.rest.Conflict;
import scrm.rest.NotFound;
import scrm.sop.groupmessage.Reminder.Addressee;

/** Has senders reminded of what they have not confirmed, by somebody or by the message's own plan. */
@Service
class RemindSender {
    /** WeCom refuses a fourth (41094). Source: document 97610. */
    static final int MOST_A_DAY = 3;

    private static final Duration DAY = Duration.ofHours(24);

    private final GroupMessages messages;
    private final Reminders reminders;
    private final WorkQueue work;
    private final Clock clock;

    RemindSender(GroupMessages messages, Reminders reminders, WorkQueue work, Clock clock) {
        this.messages = messages;
        this.reminders = reminders;
        this.work = work;
        this.clock = clock;
    }

    /** Somebody wants the sender reminded now. */
    @Transactional
    public Reminder now(CorpId corpId, GroupMessageId id) {
        GroupMessage message = messages.lock(corpId, id).orElseThrow(() -> NotFound.of("group-message"));
        if (!message.awaitsConfirmation()) {
            throw Conflict.of("group_message_awaits_nobody");
        }
        Instant now = clock.instant();
        if (reminders.toSenderSince(corpId, id, now.minus(DAY), now) >= MOST_A_DAY) {
            throw Conflict.of("reminded_enough", MOST_A_DAY);
        }
        return reminders.find(corpId, add(corpId, id, Addressee.SENDER, now)).orElseThrow();
    }

    /** Whether one more may be sent: what somebody wanted in the meantime counts. */
    boolean hasEnough(Reminder reminder) {
        Instant now = clock.instant();
        return reminders.toSenderSince(reminder.corpId(), reminder.groupMessageId(), now.minus(DAY), now) > MOST_A_DAY;
    }

    /** WeCom has the message: from now on its sender is waited for. */
    void plan(CorpId corpId, GroupMessageId id) {
        GroupMessage message = messages.find(corpId, id).orElseThrow();
        FollowUp followUp = message.followUp();
        Instant now = clock.instant();
        for (Duration after : followUp.remindAfter()) {
            add(corpId, id, Addressee.SENDER, now.plus(after));
        }
        if (followUp.escalateAfter() != null && followUp.supervisor() != null) {
            add(corpId, id, Addressee.SUPERVISOR, now.plus(followUp.escalateAfter()));
        }
    }

    private long add(CorpId corpId, GroupMessageId id, Addressee addressee, Instant dueAt) {
        long reminder = reminders.add(corpId, id, addressee, dueAt);
        work.submit(WorkRequest.once(
                ReminderWorker.KIND, corpId, String.valueOf(reminder), new ReminderWorker.Payload(reminder), dueAt));
        return reminder;
    }
}
