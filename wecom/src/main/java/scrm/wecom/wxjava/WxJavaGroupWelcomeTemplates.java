package scrm.wecom.wxjava;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import scrm.wecom.Attachment;
import scrm.wecom.Caller;
import scrm.wecom.GroupWelcomeTemplates;

final class WxJavaGroupWelcomeTemplates implements GroupWelcomeTemplates {
    private final WxJavaCalls calls;

    WxJavaGroupWelcomeTemplates(WxJavaCalls calls) {
        this.calls = calls;
    }

    @Override
    public TemplateId add(Caller caller, Content content, boolean notifyMembers) {
        return calls.post(
                caller,
                Api.ADD_GROUP_WELCOME,
                fields(null, content, notifyMembers ? 1 : 0),
                Handle.class,
                answer -> new TemplateId(Objects.requireNonNull(answer.templateId)));
    }

    @Override
    public void edit(Caller caller, TemplateId templateId, Content content) {
        calls.post(caller, Api.EDIT_GROUP_WELCOME, fields(templateId.value(), content, null));
    }

    @Override
    public Content get(Caller caller, TemplateId templateId) {
        return calls.post(
                caller,
                Api.GET_GROUP_WELCOME,
                new Handle(templateId.value()),
                Fields.class,
                answer -> new Content(
                        answer.text == null ? null : WxJavaJson.text(answer.text.content()), attachment(answer)));
    }

    @Override
    public void delete(Caller caller, TemplateId templateId) {
        calls.post(caller, Api.DEL_GROUP_WELCOME, new Handle(templateId.value()));
    }

    private static Fields fields(@Nullable String templateId, Content content, @Nullable Integer notify) {
        Attachment attachment = content.attachment();
        WxJavaMessage.Item item = attachment == null ? null : WxJavaMessage.item(attachment);
        return item == null
                ? new Fields(templateId, WxJavaMessage.text(content.text()), null, null, null, null, null, notify)
                : new Fields(
                        templateId,
                        WxJavaMessage.text(content.text()),
                        item.image(),
                        item.link(),
                        item.miniprogram(),
                        item.file(),
                        item.video(),
                        notify);
    }

    private static @Nullable Attachment attachment(Fields fields) {
        if (fields.image != null) {
            return new Attachment.Image(
                    WxJavaJson.text(fields.image.mediaId()), WxJavaJson.text(fields.image.picUrl()));
        }
        if (fields.link != null) {
            return new Attachment.Link(
                    fields.link.title(),
                    WxJavaJson.text(fields.link.picurl()),
                    WxJavaJson.text(fields.link.desc()),
                    fields.link.url());
        }
        if (fields.miniprogram != null) {
            return new Attachment.MiniProgram(
                    fields.miniprogram.title(),
                    fields.miniprogram.picMediaId(),
                    fields.miniprogram.appid(),
                    fields.miniprogram.page());
        }
        if (fields.file != null) {
            return new Attachment.File(fields.file.mediaId());
        }
        return fields.video == null ? null : new Attachment.Video(fields.video.mediaId());
    }

    private record Handle(String templateId) {}

    private record Fields(
            @Nullable String templateId,
            WxJavaMessage.@Nullable Text text,
            WxJavaMessage.@Nullable Image image,
            WxJavaMessage.@Nullable Link link,
            WxJavaMessage.@Nullable MiniProgram miniprogram,
            WxJavaMessage.@Nullable MediaOf file,
            WxJavaMessage.@Nullable MediaOf video,
            @JsonProperty("notify") @Nullable Integer notifyMembers) {}
}
