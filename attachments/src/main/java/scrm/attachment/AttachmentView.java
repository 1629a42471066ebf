package scrm.attachment;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** An attachment as it is answered; fields that its type has not are left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AttachmentView(
        String type,
        @Nullable String contentId,
        @Nullable String title,
        @Nullable String picUrl,
        @Nullable String desc,
        @Nullable String url,
        @Nullable String appid,
        @Nullable String page) {
    public static AttachmentView of(KeptAttachment attachment) {
        return switch (attachment) {
            case KeptAttachment.Image image -> bytes("image", image.contentId());
            case KeptAttachment.Video video -> bytes("video", video.contentId());
            case KeptAttachment.File file -> bytes("file", file.contentId());
            case KeptAttachment.Link link ->
                new AttachmentView("link", null, link.title(), link.picUrl(), link.desc(), link.url(), null, null);
            case KeptAttachment.MiniProgram program ->
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
