package scrm.sop.groupmessage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

import scrm.attachment.MediaContent;
import scrm.attachment.MediaContentId;
import scrm.attachment.MediaContents;
import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.sop.groupmessage.CloseGroupMessage.Closed;
import scrm.sop.groupmessage.GroupMessage.Status;
import scrm.wecom.Attachment;
import scrm.wecom.Caller;
import scrm.wecom.GroupMessages.Content;
import scrm.wecom.GroupMessages.Created;
import scrm.wecom.Media;
import scrm.wecom.WeComException;

/**
 * Hands group messages to WeCom, each by one call that is never made again by itself: a second one would reach every
 * receiver twice. When the answer is lost, {@link FindGroupMessage} asks WeCom whether it has the message.
 */
@Component
class GroupMessageWorker implements WorkHandler<GroupMessageWorker.Payload> {
    static final String KIND = "group-message";

    private static final Duration ASK_AFTER = Duration.ofSeconds(10);

    /** WeCom lists what it has within moments; one that it has not listed for so long is left to a person. */
    private static final Duration ASK_FOR = Duration.ofMinutes(15);

    private final CloseGroupMessage closeGroupMessage;
    private final MediaContents contents;
    private final Media media;
    private final scrm.wecom.GroupMessages weCom;
    private final FindGroupMessage findGroupMessage;
    private final GroupMessages messages;
    private final SettleGroupMessage settleGroupMessage;
    private final Clock clock;

    GroupMessageWorker(
            CloseGroupMessage closeGroupMessage,
            MediaContents contents,
            Media media,
            scrm.wecom.GroupMessages weCom,
            FindGroupMessage findGroupMessage,
            GroupMessages messages,
            SettleGroupMessage settleGroupMessage,
            Clock clock) {
        this.closeGroupMessage = closeGroupMessage;
        this.contents = contents;
        this.media = media;
        this.weCom = weCom;
        this.findGroupMessage = findGroupMessage;
        this.messages = messages;
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
    public boolean repeatable() {
        return false;
    }

    @Override
    public Settlement handle(Work<Payload> work) {
        CorpId corpId = work.corpId();
        GroupMessageId id = new GroupMessageId(work.payload().groupMessageId());
        Optional<Closed> closed = closeGroupMessage.close(corpId, id);
        if (closed.isEmpty()) {
            return Settlement.done();
        }
        GroupMessage message = closed.get().message();
        List<Attachment> attachments;
        try {
            attachments = message.content().attachments().stream()
                    .map(attachment -> attachment.uploaded(bytes -> mediaId(corpId, bytes)))
                    .toList();
        } catch (WeComException e) {
            return switch (e.kind()) {
                // Nothing was sent yet, and uploading twice does no harm.
                case RETRYABLE, IN_DOUBT -> Settlement.retry(reason(e), e.retryAfter());
                case REFUSED -> refused(corpId, id, e);
                case MISCONFIGURED -> Settlement.retry(reason(e), e.untilMended());
            };
        }
        try {
            Created created = add(
                    Caller.bulk(corpId).noting(work.call()::begin),
                    closed.get(),
                    new Content(message.content().text(), attachments));
            Set<String> failed = Set.copyOf(created.failList());
            return Settlement.done(() -> settleGroupMessage.created(corpId, id, created.msgid(), failed));
        } catch (WeComException e) {
            return switch (e.kind()) {
                case RETRYABLE -> Settlement.retry(reason(e), e.retryAfter());
                case IN_DOUBT -> inDoubt(corpId, id, reason(e));
                case REFUSED -> refused(corpId, id, e);
                case MISCONFIGURED -> Settlement.retry(reason(e), e.untilMended());
            };
        }
    }

    @Override
    public Settlement resolve(Work<Payload> work, Instant calledAt) {
        CorpId corpId = work.corpId();
        GroupMessageId id = new GroupMessageId(work.payload().groupMessageId());
        GroupMessage message = messages.find(corpId, id).orElse(null);
        if (message == null || (message.status() != Status.SENDING && message.status() != Status.UNKNOWN)) {
            return Settlement.done();
        }
        try {
            Optional<FindGroupMessage.Found> found = findGroupMessage.find(message);
            if (found.isPresent()) {
                return Settlement.done(() -> settleGroupMessage.created(
                        corpId, id, found.get().msgid(), found.get().refused()));
            }
        } catch (WeComException e) {
            return inDoubt(corpId, id, reason(e));
        }
        if (clock.instant().isBefore(calledAt.plus(ASK_FOR))) {
            return inDoubt(corpId, id, "WeCom does not list the message yet");
        }
        String reason = "the answer was lost and WeCom lists no such message: ask the sender whether it is there";
        return Settlement.rejected(reason, () -> settleGroupMessage.inDoubt(corpId, id, reason));
    }

    private Created add(Caller caller, Closed closed, Content content) {
        UserId sender = closed.message().sender();
        List<String> receivers = closed.receivers();
        return switch (closed.message().chatType()) {
            case SINGLE ->
                weCom.addToContacts(
                        caller,
                        sender,
                        receivers.stream().map(ExternalUserId::new).toList(),
                        content);
            case GROUP ->
                weCom.addToGroups(
                        caller, sender, receivers.stream().map(ChatId::new).toList(), content);
        };
    }

    private Settlement refused(CorpId corpId, GroupMessageId id, WeComException e) {
        return Settlement.rejected(reason(e), () -> settleGroupMessage.refused(corpId, id, e.errcode(), reason(e)));
    }

    private Settlement inDoubt(CorpId corpId, GroupMessageId id, String reason) {
        return Settlement.unknown(reason, ASK_AFTER, () -> settleGroupMessage.inDoubt(corpId, id, reason));
    }

    private static String reason(WeComException e) {
        return String.valueOf(e.getMessage());
    }

    private String mediaId(CorpId corpId, MediaContentId id) {
        MediaContent content = contents.find(corpId, id).orElseThrow();
        return media.mediaId(Caller.bulk(corpId), content.type(), content.filename(), content.bytes());
    }
}
