package scrm.sop.groupmessage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import scrm.events.CorpId;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.sop.groupmessage.Reminder.Addressee;
import scrm.sop.groupmessage.Reminder.Status;
import scrm.wecom.Caller;
import scrm.wecom.Messages;
import scrm.wecom.WeComException;

/**
 * Tells the sender, or the sender's supervisor, that a message waits. WeCom is asked first whether it still does, so
 * that nobody is told of what is done. One whose answer was lost is not sent again.
 */
@Component
class ReminderWorker implements WorkHandler<ReminderWorker.Payload> {
    static final String KIND = "group-message-reminder";

    private static final int MAX_QUOTED = 200;

    private final Reminders reminders;
    private final RemindSender remindSender;
    private final GroupMessages groupMessages;
    private final FindConfirmation confirmation;
    private final scrm.wecom.GroupMessages weCom;
    private final Messages messages;
    private final Clock clock;

    ReminderWorker(
            Reminders reminders,
            RemindSender remindSender,
            GroupMessages groupMessages,
            FindConfirmation confirmation,
            scrm.wecom.GroupMessages weCom,
            Messages messages,
            Clock clock) {
        this.reminders = reminders;
        this.remindSender = remindSender;
        this.groupMessages = groupMessages;
        this.confirmation = confirmation;
        this.weCom = weCom;
        this.messages = messages;
        this.clock = clock;
    }

    /** Which reminder. */
    record Payload(long reminderId) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Payload> payloadType() {
        return Payload.class;
    }

    @Override
    public boolean repeatable() {
        return false;
    }

    @Override
    public Settlement handle(Work<Payload> work) {
        CorpId corpId = work.corpId();
        Reminder reminder = reminders.find(corpId, work.payload().reminderId()).orElseThrow();
        GroupMessage message =
                groupMessages.find(corpId, reminder.groupMessageId()).orElseThrow();
        if (!message.awaitsConfirmation()) {
            return end(reminder, Status.DROPPED, message.status().name());
        }
        if (reminder.addressee() == Addressee.SENDER && remindSender.hasEnough(reminder)) {
            return end(reminder, Status.DROPPED, "REMINDED_ENOUGH");
        }
        try {
            Optional<Instant> confirmedAt = confirmation.at(message, Objects.requireNonNull(message.msgid()));
            if (confirmedAt.isPresent()) {
                return Settlement.done(() -> {
                    groupMessages.confirmed(corpId, message.id(), confirmedAt.get());
                    reminders.end(corpId, reminder.id(), Status.DROPPED, "CONFIRMED");
                });
            }
            tell(reminder, message, Caller.bulk(corpId).noting(() -> {
                work.call().begin();
                reminders.calling(corpId, reminder.id(), clock.instant());
            }));
            return end(reminder, Status.SENT, null);
        } catch (WeComException e) {
            String reason = String.valueOf(e.getMessage());
            return switch (e.kind()) {
                case RETRYABLE -> Settlement.retry(reason, e.retryAfter());
                case MISCONFIGURED -> Settlement.retry(reason, e.untilMended());
                case REFUSED -> end(reminder, Status.REFUSED, reason);
                case IN_DOUBT -> end(reminder, Status.UNKNOWN, reason);
            };
        }
    }

    @Override
    public Settlement resolve(Work<Payload> work, Instant calledAt) {
        return Settlement.done(
                () -> reminders.end(work.corpId(), work.payload().reminderId(), Status.UNKNOWN, "the answer was lost"));
    }

    private void tell(Reminder reminder, GroupMessage message, Caller caller) {
        switch (reminder.addressee()) {
            case SENDER -> weCom.remind(caller, Objects.requireNonNull(message.msgid()));
            case SUPERVISOR ->
                messages.send(
                        caller,
                        Messages.Message.to(
                                Objects.requireNonNull(message.followUp().supervisor()),
                                new Messages.Content.Text(text(message))));
        }
    }

    private String text(GroupMessage message) {
        long hours = Duration.between(Objects.requireNonNull(message.calledAt()), clock.instant())
                .toHours();
        String said = message.content().text();
        String quoted = said == null ? "" : "：" + said.substring(0, said.offsetByCodePoints(0, quoted(said)));
        return message.sender() + " 有一条群发（" + message.receivers() + " 个接收对象）已等待确认 " + hours + " 小时" + quoted;
    }

    private static int quoted(String said) {
        return Math.min(MAX_QUOTED, said.codePointCount(0, said.length()));
    }

    private Settlement end(Reminder reminder, Status status, @Nullable String reason) {
        return Settlement.done(() -> reminders.end(reminder.corpId(), reminder.id(), status, reason));
    }
}
