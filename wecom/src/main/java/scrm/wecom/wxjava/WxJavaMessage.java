package scrm.wecom.wxjava;

import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.wecom.Attachment;

/** Texts and attachments as the APIs for customers take them. */
final class WxJavaMessage {
    private WxJavaMessage() {}

    static @Nullable Text text(@Nullable String content) {
        return content == null || content.isEmpty() ? null : new Text(content);
    }

    static @Nullable List<Item> items(List<Attachment> attachments) {
        return attachments.isEmpty()
                ? null
                : attachments.stream().map(WxJavaMessage::item).toList();
    }

    static Item item(Attachment attachment) {
        return switch (attachment) {
            case Attachment.Image a -> new Item("image", new Image(a.mediaId(), a.picUrl()), null, null, null, null);
            case Attachment.Link a ->
                new Item("link", null, new Link(a.title(), a.picUrl(), a.desc(), a.url()), null, null, null);
            case Attachment.MiniProgram a ->
                new Item(
                        "miniprogram",
                        null,
                        null,
                        new MiniProgram(a.title(), a.picMediaId(), a.appid(), a.page()),
                        null,
                        null);
            case Attachment.Video a -> new Item("video", null, null, null, new MediaOf(a.mediaId()), null);
            case Attachment.File a -> new Item("file", null, null, null, null, new MediaOf(a.mediaId()));
        };
    }

    record Text(String content) {}

    record Item(
            String msgtype,
            @Nullable Image image,
            @Nullable Link link,
            @Nullable MiniProgram miniprogram,
            @Nullable MediaOf video,
            @Nullable MediaOf file) {}

    record Image(@Nullable String mediaId, @Nullable String picUrl) {}

    record Link(
            String title, @Nullable String picurl, @Nullable String desc, String url) {}

    record MiniProgram(String title, String picMediaId, String appid, String page) {}

    record MediaOf(String mediaId) {}
}
