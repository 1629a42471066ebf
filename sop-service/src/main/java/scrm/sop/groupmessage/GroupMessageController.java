package scrm.sop.groupmessage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.rest.Cursor;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;

@RestController
@RequestMapping("/v1/corps/{corpId}/group-messages")
class GroupMessageController {
    private final GroupMessages messages;

    GroupMessageController(GroupMessages messages) {
        this.messages = messages;
    }

    /** The newest first. */
    @GetMapping
    Slice<GroupMessageView> list(
            @PathVariable CorpId corpId,
            @RequestParam GroupMessage.@Nullable Status status,
            @RequestParam @Nullable UserId sender,
            PageRequest page) {
        Cursor after = page.after();
        List<GroupMessage> found = messages.list(
                corpId,
                new GroupMessages.Filter(status, sender),
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
        List<GroupMessages.Receiver> found = messages.receivers(
                corpId, message.id(), after == null ? null : new ExternalUserId(after.text(0)), page.fetchSize());
        return Slice.of(found, page, receiver -> Cursor.at(receiver.externalUserId()))
                .map(receiver -> new ResultView(receiver.externalUserId(), receiver.delivery(), receiver.sentAt()));
    }

    private GroupMessage find(CorpId corpId, long id) {
        return messages.find(corpId, new GroupMessageId(id)).orElseThrow(() -> NotFound.of("group-message"));
    }

    record GroupMessageView(
            String id,
            GroupMessage.Status status,
            UserId sender,
            @Nullable String text,
            int attachments,
            int receivers,
            @Nullable String msgid,
            @Nullable Integer errcode,
            @Nullable String reason,
            Instant createdAt,
            @Nullable Instant calledAt,
            @Nullable Instant settledAt) {
        static GroupMessageView of(GroupMessage message) {
            return new GroupMessageView(
                    message.id().toString(),
                    message.status(),
                    message.sender(),
                    message.content().text(),
                    message.content().attachments().size(),
                    message.receivers(),
                    message.msgid(),
                    message.errcode(),
                    message.reason(),
                    message.createdAt(),
                    message.calledAt(),
                    message.settledAt());
        }
    }

    /** @param deliveries how many receivers are in each */
    record GroupMessageDetailView(GroupMessageView groupMessage, Map<Delivery, Long> deliveries) {}

    record ResultView(
            ExternalUserId externalUserId,
            Delivery delivery,
            @Nullable Instant sentAt) {}
}
