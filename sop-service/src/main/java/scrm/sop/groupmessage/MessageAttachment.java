package scrm.sop.groupmessage;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What goes with a message; pictures and files by the bytes that we keep. Lengths are bytes. Source: document 92135.
 */
public sealed interface MessageAttachment {
    /** The bytes that must be at WeCom before this can be sent. */
    Optional<MediaContentId> content();

    record Image(MediaContentId contentId) implements MessageAttachment {
        @Override
        public Optional<MediaContentId> content() {
            return Optional.of(contentId);
        }
    }

    record Video(MediaContentId contentId) implements MessageAttachment {
        @Override
        public Optional<MediaContentId> content() {
            return Optional.of(contentId);
        }
    }

    record File(MediaContentId contentId) implements MessageAttachment {
        @Override
        public Optional<MediaContentId> content() {
            return Optional.of(contentId);
        }
    }

    /** Title 128, picUrl 2048, desc 512, url 2048 at most. */
    record Link(
            String title, @Nullable String picUrl, @Nullable String desc, String url) implements MessageAttachment {
        @Override
        public Optional<MediaContentId> content() {
            return Optional.empty();
        }
    }

    /** Title 64 at most; the cover is 520 × 416 pixels. */
    record MiniProgram(String title, MediaContentId coverId, String appid, String page) implements MessageAttachment {
        @Override
        public Optional<MediaContentId> content() {
            return Optional.of(coverId);
        }
    }
}
