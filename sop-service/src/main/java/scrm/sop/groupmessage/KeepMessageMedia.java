package scrm.sop.groupmessage;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;
import scrm.sop.groupmessage.ContentRequest.AttachmentRequest;

/** Turns a message as written into one that can be stored: its bytes are kept, each once. */
@Service
public class KeepMessageMedia {
    private final MediaContents contents;
    private final Clock clock;

    KeepMessageMedia(MediaContents contents, Clock clock) {
        this.contents = contents;
        this.clock = clock;
    }

    /**
     * @param field where it stands in the body
     * @throws InvalidRequest naming everything that is wrong
     */
    @Transactional
    public MessageContent keep(CorpId corpId, ContentRequest content, String field) {
        List<FieldProblem> problems = content.problems(field);
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(problems);
        }
        List<MessageAttachment> stored = new ArrayList<>();
        for (int i = 0; i < content.attachmentsOrNone().size(); i++) {
            stored.add(keep(corpId, content.attachmentsOrNone().get(i), field + ".attachments[" + i + "]"));
        }
        return content.content(stored);
    }

    private MessageAttachment keep(CorpId corpId, AttachmentRequest attachment, String field) {
        return switch (Objects.requireNonNull(attachment.kind())) {
            case IMAGE -> new MessageAttachment.Image(bytes(corpId, attachment, field));
            case VIDEO -> new MessageAttachment.Video(bytes(corpId, attachment, field));
            case FILE -> new MessageAttachment.File(bytes(corpId, attachment, field));
            case LINK ->
                new MessageAttachment.Link(
                        Objects.requireNonNull(attachment.title()),
                        attachment.picUrl(),
                        attachment.desc(),
                        Objects.requireNonNull(attachment.url()));
            case MINI_PROGRAM ->
                new MessageAttachment.MiniProgram(
                        Objects.requireNonNull(attachment.title()),
                        bytes(corpId, attachment, field),
                        Objects.requireNonNull(attachment.appid()),
                        Objects.requireNonNull(attachment.page()));
        };
    }

    private MediaContentId bytes(CorpId corpId, AttachmentRequest attachment, String field) {
        byte[] bytes = attachment.content();
        if (bytes != null) {
            String filename = Objects.requireNonNull(attachment.filename());
            return contents.keep(corpId, new MediaContent(attachment.mediaType(), filename, bytes), clock.instant());
        }
        MediaContentId id = new MediaContentId(Objects.requireNonNull(attachment.contentId()));
        if (!contents.has(corpId, id, attachment.mediaType())) {
            throw InvalidRequest.field(field + ".contentId", "not_found");
        }
        return id;
    }
}
