package scrm.sop.groupmessage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message as it is answered. */
public record ContentView(@Nullable String text, List<AttachmentView> attachments) {
    public static ContentView of(MessageContent content) {
        return new ContentView(
                content.text(),
                content.attachments().stream().map(AttachmentView::of).toList());
    }

    /** An attachment; fields that its type has not are null. */
    public record AttachmentView(
            String type,
            @Nullable String contentId,
            @Nullable String title,
            @Nullable String picUrl,
            @Nullable String desc,
            @Nullable String url,
            @Nullable String appid,
            @Nullable String page) {
        static AttachmentView of(MessageAttachment attachment) {
            return switch (attachment) {
                case MessageAttachment.Image image -> bytes("image", image.contentId());
                case MessageAttachment.Video video -> bytes("video", video.contentId());
                case MessageAttachment.File file -> bytes("file", file.contentId());
                case MessageAttachment.Link link ->
                    new AttachmentView("link", null, link.title(), link.picUrl(), link.desc(), link.url(), null, null);
                case MessageAttachment.MiniProgram program ->
                    new AttachmentView(
                            "mini_program",
                            program.coverId().toString(),
                            program.title(),
                            null,
                            null,
                            null,
                            program.appid(),
                            program.page());
            };
        }

        private static AttachmentView bytes(String type, MediaContentId id) {
            return new AttachmentView(type, id.toString(), null, null, null, null, null, null);
        }
    }
}
