package scrm.sop.groupmessage;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.rest.Cursor;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.sop.content.ChatType;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

@RestController
@RequestMapping("/v1/corps/{corpId}/group-messages")
class GroupMessageController {
    private static final int MOST_DAYS = 92;

    private final GroupMessages messages;
    private final Reminders reminders;
    private final RemindSender remindSender;
    private final CancelGroupMessage cancelGroupMessage;
    private final Corps corps;

    GroupMessageController(
            GroupMessages messages,
            Reminders reminders,
            RemindSender remindSender,
            CancelGroupMessage cancelGroupMessage,
            Corps corps) {
        this.messages = messages;
        this.reminders = reminders;
        this.remindSender = remindSender;
        this.cancelGroupMessage = cancelGroupMessage;
        this.corps = corps;
    }

    /** The newest first. */
    @GetMapping
    Slice<GroupMessageView> list(
            @PathVariable CorpId corpId,
            @RequestParam GroupMessage.@Nullable Status status,
            @RequestParam @Nullable UserId sender,
            @RequestParam @Nullable ChatType chatType,
            PageRequest page) {
        Cursor after = page.after();
        List<GroupMessage> found = messages.list(
                corpId,
                new GroupMessages.Filter(status, sender, chatType),
                after == null ? null : new GroupMessageId(after.number(0)),
                page.fetchSize());
        return Slice.of(found, page, message -> Cursor.at(message.id())).map(GroupMessageView::of);
    }

    @GetMapping("/{id}")
    GroupMessageDetailView get(@PathVariable CorpId corpId, @PathVariable long id) {
        GroupMessage message = find(corpId, id);
        return new GroupMessageDetailView(GroupMessageView.of(message), messages.counts(corpId, message.id()));
    }

    /** Each receiver, in the order of their ids. */
    @GetMapping("/{id}/results")
    Slice<ResultView> results(@PathVariable CorpId corpId, @PathVariable long id, PageRequest page) {
        GroupMessage message = find(corpId, id);
        Cursor after = page.after();
        List<GroupMessages.Receiver> found =
                messages.receivers(corpId, message.id(), after == null ? null : after.text(0), page.fetchSize());
        return Slice.of(found, page, receiver -> Cursor.at(receiver.id()))
                .map(receiver -> ResultView.of(message.chatType(), receiver));
    }

    /** Reminds the sender, who has not confirmed yet: three times in 24 hours at most. */
    @PostMapping("/{id}/remind")
    ReminderView remind(@PathVariable CorpId corpId, @PathVariable long id) {
        return ReminderView.of(remindSender.now(corpId, new GroupMessageId(id)));
    }

    /** What was done, and will be, so that the message is confirmed. */
    @GetMapping("/{id}/reminders")
    List<ReminderView> reminders(@PathVariable CorpId corpId, @PathVariable long id) {
        return reminders.of(corpId, find(corpId, id).id()).stream()
                .map(ReminderView::of)
                .toList();
    }

    /** Stops what is not sent; who got it has it. */
    @PostMapping("/{id}/cancel")
    GroupMessageView cancel(@PathVariable CorpId corpId, @PathVariable long id) {
        cancelGroupMessage.cancel(corpId, new GroupMessageId(id));
        return GroupMessageView.of(find(corpId, id));
    }

    /**
     * Who confirms how many messages and how fast; who confirms the largest part comes first.
     *
     * @param from first day, in the corp's time zone
     * @param until last day, at most 92 days in all
     */
    @GetMapping("/confirmations")
    List<ConfirmationsView> confirmations(
            @PathVariable CorpId corpId,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate until) {
        long days = ChronoUnit.DAYS.between(from, until);
        if (days < 0 || days >= MOST_DAYS) {
            throw InvalidRequest.field("until", "out_of_range", from, from.plusDays(MOST_DAYS - 1));
        }
        ZoneId zone = corps.find(corpId).map(Corp::timezone).orElseThrow(() -> NotFound.of("corp"));
        return messages
                .confirmations(
                        corpId,
                        from.atStartOfDay(zone).toInstant(),
                        until.plusDays(1).atStartOfDay(zone).toInstant())
                .stream()
                .map(ConfirmationsView::of)
                .toList();
    }

    private GroupMessage find(CorpId corpId, long id) {
        return messages.find(corpId, new GroupMessageId(id)).orElseThrow(() -> NotFound.of("group-message"));
    }

    /**
     * @param confirmedAt when the sender confirmed it
     * @param cancelledAt when somebody wanted it cancelled
     */
    record GroupMessageView(
            String id,
            GroupMessage.Status status,
            UserId sender,
            ChatType chatType,
            @Nullable String text,
            int attachments,
            int receivers,
            @Nullable String msgid,
            @Nullable Integer errcode,
            @Nullable String reason,
            Instant createdAt,
            @Nullable Instant calledAt,
            @Nullable Instant confirmedAt,
            @Nullable Instant cancelledAt,
            @Nullable Instant settledAt) {
        static GroupMessageView of(GroupMessage message) {
            return new GroupMessageView(
                    message.id().toString(),
                    message.status(),
                    message.sender(),
                    message.chatType(),
                    message.content().text(),
                    message.content().attachments().size(),
                    message.receivers(),
                    message.msgid(),
                    message.errcode(),
                    message.reason(),
                    message.createdAt(),
                    message.calledAt(),
                    message.confirmedAt(),
                    message.cancelledAt(),
                    message.settledAt());
        }
    }

    /** @param deliveries how many receivers are in each */
    record GroupMessageDetailView(GroupMessageView groupMessage, Map<Delivery, Long> deliveries) {}

    /**
     * @param externalUserId of a message to contacts
     * @param chatId of a message to group chats
     */
    record ResultView(
            @Nullable ExternalUserId externalUserId,
            @Nullable ChatId chatId,
            Delivery delivery,
            @Nullable Instant sentAt) {
        static ResultView of(ChatType chatType, GroupMessages.Receiver receiver) {
            boolean group = chatType == ChatType.GROUP;
            return new ResultView(
                    group ? null : new ExternalUserId(receiver.id()),
                    group ? new ChatId(receiver.id()) : null,
                    receiver.delivery(),
                    receiver.sentAt());
        }
    }

    /** @param reason why it was not sent */
    record ReminderView(
            String id,
            Reminder.Addressee addressee,
            Reminder.Status status,
            @Nullable String reason,
            Instant dueAt,
            @Nullable Instant calledAt) {
        static ReminderView of(Reminder reminder) {
            return new ReminderView(
                    reminder.id().toString(),
                    reminder.addressee(),
                    reminder.status(),
                    reminder.reason(),
                    reminder.dueAt(),
                    reminder.calledAt());
        }
    }

    /**
     * @param asked messages that waited for the member
     * @param confirmed how many of them the member confirmed
     * @param share of those asked, 0 to 1
     * @param medianHours from the call to the confirmation; absent if none was confirmed
     */
    record ConfirmationsView(
            UserId userId,
            long asked,
            long confirmed,
            double share,
            @Nullable Double medianHours) {
        static ConfirmationsView of(GroupMessages.Confirmations confirmations) {
            return new ConfirmationsView(
                    confirmations.userId(),
                    confirmations.asked(),
                    confirmations.confirmed(),
                    (double) confirmations.confirmed() / confirmations.asked(),
                    confirmations.medianHours());
        }
    }
}
