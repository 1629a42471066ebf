package scrm.attachment;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

import scrm.wecom.Attachment;

/**
 * What goes with a welcome or a message; pictures and files by the bytes that we keep. Lengths are bytes. Sources:
 * documents 92135, 92137.
 */
public sealed interface KeptAttachment {
    /** The bytes that must be at WeCom before this can be sent. */
    Optional<MediaContentId> content();

    /**
     * As WeCom takes it.
     *
     * @param mediaIds under which media id WeCom has bytes of ours
     */
    default Attachment uploaded(Function<MediaContentId, String> mediaIds) {
        return switch (this) {
            case Image(MediaContentId id) -> new Attachment.Image(mediaIds.apply(id), null);
            case Video(MediaContentId id) -> new Attachment.Video(mediaIds.apply(id));
            case File(MediaContentId id) -> new Attachment.File(mediaIds.apply(id));
            case Link(String title, String picUrl, String desc, String url) ->
                new Attachment.Link(title, picUrl, desc, url);
            case MiniProgram(String title, MediaContentId cover, String appid, String page) ->
                new Attachment.MiniProgram(title, mediaIds.apply(cover), appid, page);
        };
    }

    record Image(MediaContentId contentId) implements KeptAttachment {
        @Override
        public Optional<MediaContentId> content() {
            return Optional.of(contentId);
        }
    }

    record Video(MediaContentId contentId) implements KeptAttachment {
        @Override
        public Optional<MediaContentId> content() {
            return Optional.of(contentId);
        }
    }

    record File(MediaContentId contentId) implements KeptAttachment {
        @Override
        public Optional<MediaContentId> content() {
            return Optional.of(contentId);
        }
    }

    /** Title 128, picUrl 2048, desc 512, url 2048 at most. */
    record Link(
            String title, @Nullable String picUrl, @Nullable String desc, String url) implements KeptAttachment {
        @Override
        public Optional<MediaContentId> content() {
            return Optional.empty();
        }
    }

    /** Title 64 at most; the cover is 520 × 416 pixels. */
    record MiniProgram(String title, MediaContentId coverId, String appid, String page) implements KeptAttachment {
        @Override
        public Optional<MediaContentId> content() {
            return Optional.of(coverId);
        }
    }
}
