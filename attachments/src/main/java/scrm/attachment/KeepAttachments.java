package scrm.attachment;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import scrm.events.CorpId;
import scrm.rest.InvalidRequest;

/** Turns attachments as written into those that can be stored: their bytes are kept, each once. */
public final class KeepAttachments {
    private final MediaContents contents;
    private final Clock clock;

    KeepAttachments(MediaContents contents, Clock clock) {
        this.contents = contents;
        this.clock = clock;
    }

    /**
     * Keeps attachments that have no {@linkplain AttachmentRequest#problems problems}, in the running transaction.
     *
     * @param field where they stand in the body
     * @throws InvalidRequest if bytes that one of them refers to are not there
     */
    public List<KeptAttachment> keep(CorpId corpId, List<AttachmentRequest> attachments, String field) {
        List<KeptAttachment> kept = new ArrayList<>();
        for (int i = 0; i < attachments.size(); i++) {
            kept.add(keep(corpId, attachments.get(i), field + "[" + i + "]"));
        }
        return kept;
    }

    private KeptAttachment keep(CorpId corpId, AttachmentRequest attachment, String field) {
        return switch (Objects.requireNonNull(attachment.kind())) {
            case IMAGE -> new KeptAttachment.Image(bytes(corpId, attachment, field));
            case VIDEO -> new KeptAttachment.Video(bytes(corpId, attachment, field));
            case FILE -> new KeptAttachment.File(bytes(corpId, attachment, field));
            case LINK ->
                new KeptAttachment.Link(
                        Objects.requireNonNull(attachment.title()),
                        attachment.picUrl(),
                        attachment.desc(),
                        Objects.requireNonNull(attachment.url()));
            case MINI_PROGRAM ->
                new KeptAttachment.MiniProgram(
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
        MediaContentId id = new MediaContentId(Long.parseLong(Objects.requireNonNull(attachment.contentId())));
        if (!contents.has(corpId, id, attachment.mediaType())) {
            throw InvalidRequest.field(field + ".contentId", "not_found");
        }
        return id;
    }
}
