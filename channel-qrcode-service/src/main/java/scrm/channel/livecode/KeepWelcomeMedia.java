package scrm.channel.livecode;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.livecode.WelcomeRequest.AttachmentRequest;
import scrm.events.CorpId;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;

/** Turns a welcome as written into one that can be stored: its bytes are kept, each once. */
@Service
class KeepWelcomeMedia {
    private final MediaContents contents;
    private final Clock clock;

    KeepWelcomeMedia(MediaContents contents, Clock clock) {
        this.contents = contents;
        this.clock = clock;
    }

    /**
     * @param users the members of the live code
     * @throws InvalidRequest naming everything that is wrong
     */
    @Transactional
    public @Nullable WelcomeContent keep(CorpId corpId, @Nullable WelcomeRequest welcome, List<String> users) {
        if (welcome == null) {
            return null;
        }
        List<FieldProblem> problems = welcome.problems(users);
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(problems);
        }
        List<WelcomeAttachment> stored = new ArrayList<>();
        for (int i = 0; i < welcome.attachmentsOrNone().size(); i++) {
            stored.add(keep(corpId, welcome.attachmentsOrNone().get(i), "welcome.attachments[" + i + "]"));
        }
        return welcome.content(stored);
    }

    private WelcomeAttachment keep(CorpId corpId, AttachmentRequest attachment, String field) {
        return switch (Objects.requireNonNull(attachment.kind())) {
            case IMAGE -> new WelcomeAttachment.Image(bytes(corpId, attachment, field));
            case VIDEO -> new WelcomeAttachment.Video(bytes(corpId, attachment, field));
            case FILE -> new WelcomeAttachment.File(bytes(corpId, attachment, field));
            case LINK ->
                new WelcomeAttachment.Link(
                        Objects.requireNonNull(attachment.title()),
                        attachment.picUrl(),
                        attachment.desc(),
                        Objects.requireNonNull(attachment.url()));
            case MINI_PROGRAM ->
                new WelcomeAttachment.MiniProgram(
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
