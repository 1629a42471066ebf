package scrm.channel.livecode;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What goes with a welcome; pictures and files by the bytes that we keep. Lengths are bytes. Source: document 92137.
 */
public sealed interface WelcomeAttachment {
    /** The bytes that must be at WeCom before this can be sent. */
    Optional<MediaContentId> content();

    record Image(MediaContentId contentId) implements WelcomeAttachment {
        @Override
        public Optional<MediaContentId> content() {
            return Optional.of(contentId);
        }
    }

    record Video(MediaContentId contentId) implements WelcomeAttachment {
        @Override
        public Optional<MediaContentId> content() {
            return Optional.of(contentId);
        }
    }

    record File(MediaContentId contentId) implements WelcomeAttachment {
        @Override
        public Optional<MediaContentId> content() {
            return Optional.of(contentId);
        }
    }

    /** Title 128, picUrl 2048, desc 512, url 2048 at most. */
    record Link(
            String title, @Nullable String picUrl, @Nullable String desc, String url) implements WelcomeAttachment {
        @Override
        public Optional<MediaContentId> content() {
            return Optional.empty();
        }
    }

    /** Title 64 at most; the cover is 520 × 416 pixels. */
    record MiniProgram(String title, MediaContentId coverId, String appid, String page) implements WelcomeAttachment {
        @Override
        public Optional<MediaContentId> content() {
            return Optional.of(coverId);
        }
    }
}
