package scrm.wecom;

import org.jspecify.annotations.Nullable;

/** What goes with a message. Lengths are UTF-8 bytes. Source: documents 92135, 92137. */
public sealed interface Attachment {
    /** A picture by its media id, or by a URL that {@code media/uploadimg} gave. */
    record Image(@Nullable String mediaId, @Nullable String picUrl) implements Attachment {}

    /** A link: title 128, picUrl 2048, desc 512, url 2048 bytes at most. */
    record Link(
            String title, @Nullable String picUrl, @Nullable String desc, String url) implements Attachment {}

    /** A mini program: title 64 bytes at most. */
    record MiniProgram(String title, String picMediaId, String appid, String page) implements Attachment {}

    record Video(String mediaId) implements Attachment {}

    record File(String mediaId) implements Attachment {}
}
