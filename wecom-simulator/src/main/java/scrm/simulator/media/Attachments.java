package scrm.simulator.media;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import scrm.simulator.media.MediaStore.Use;
import scrm.simulator.server.Fields;
import scrm.simulator.server.WeComError;

/** Checks what goes with a message. Lengths are UTF-8 bytes. Sources: documents 92135, 92137, 92366, 95094. */
public final class Attachments {
    private static final int MOST = 9;
    private static final int MOMENT_CHARACTERS = 2000;

    private final MediaStore media;

    public Attachments(MediaStore media) {
        this.media = media;
    }

    /** A text of at most so many bytes with up to nine attachments, not both empty; returns them as delivered. */
    public ObjectNode message(Fields body, int textBytes) {
        List<Fields> attachments = body.objects("attachments");
        Fields text = body.object("text");
        if (text.text("content", "").isEmpty() && attachments.isEmpty()) {
            throw new WeComError(40058, "text and attachments are both missing");
        }
        atMost(textBytes, 45002, "text.content", text.text("content", ""));
        if (attachments.size() > MOST) {
            throw new WeComError(41064, "too many attachments");
        }
        attachments.forEach(attachment -> check(attachment, Use.MESSAGE));
        return content(body);
    }

    /** A group welcome: a text and the first of image, link, miniprogram, file, video that is there. */
    public void welcomeTemplate(Fields body) {
        atMost(3000, 45002, "text.content", body.object("text").text("content", ""));
        for (String kind : List.of("image", "link", "miniprogram", "file", "video")) {
            if (body.has(kind)) {
                check(kind, body.object(kind), Use.MESSAGE);
                return;
            }
        }
        if (body.object("text").text("content", "").isEmpty()) {
            throw new WeComError(40058, "the template is empty");
        }
    }

    /** A moment: up to nine images, or one video, or one link, all uploaded for moments. */
    public ObjectNode moment(Fields body) {
        String text = body.object("text").text("content", "");
        atMost(4000, 45002, "text.content", text);
        if (text.codePointCount(0, text.length()) > MOMENT_CHARACTERS) {
            throw new WeComError(45002, "text.content has more than " + MOMENT_CHARACTERS + " characters");
        }
        List<Fields> attachments = body.objects("attachments");
        if (text.isEmpty() && attachments.isEmpty()) {
            throw new WeComError(40058, "text and attachments are both missing");
        }
        boolean images = attachments.stream().allMatch(a -> "image".equals(a.text("msgtype")));
        if (attachments.size() > (images ? MOST : 1)) {
            throw new WeComError(41081, "too many attachments of a moment");
        }
        for (Fields attachment : attachments) {
            if (!Set.of("image", "video", "link").contains(attachment.required("msgtype", 41065))) {
                throw new WeComError(41065, "bad attachment type");
            }
            check(attachment, Use.MOMENT);
        }
        return content(body);
    }

    /** A product's pictures. */
    public void album(Fields body) {
        List<Fields> attachments = body.objects("attachments");
        if (attachments.isEmpty()) {
            throw new WeComError(41088, "attachments missing");
        }
        if (attachments.size() > MOST) {
            throw new WeComError(41064, "too many attachments");
        }
        attachments.forEach(attachment -> {
            if (attachment.has("image")) {
                media.check(attachment.object("image").required("media_id"), "image", Use.ALBUM);
            }
        });
    }

    private void check(Fields attachment, Use use) {
        String kind = attachment.required("msgtype", 41065);
        if (!attachment.has(kind)) {
            throw new WeComError(41088, "attachment " + kind + " is empty");
        }
        check(kind, attachment.object(kind), use);
    }

    private void check(String kind, Fields one, Use use) {
        switch (kind) {
            case "image" -> {
                if (one.text("pic_url", "").isEmpty()) {
                    media.check(one.required("media_id", 40007), "image", use);
                }
            }
            case "video", "file" -> media.check(one.required("media_id", 40007), kind, use);
            case "link" -> {
                atMost(128, 40058, "link.title", one.required("title"));
                atMost(2048, 40058, "link.picurl", one.text("picurl", ""));
                atMost(512, 40058, "link.desc", one.text("desc", ""));
                atMost(2048, 40058, "link.url", one.required("url"));
            }
            case "miniprogram" -> {
                atMost(64, 40058, "miniprogram.title", one.required("title"));
                media.check(one.required("pic_media_id", 40007), "image", use);
                one.required("appid", 90207);
                one.required("page");
            }
            default -> throw new WeComError(41065, "bad attachment type: " + kind);
        }
    }

    private static ObjectNode content(Fields body) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        for (String name : List.of("text", "attachments")) {
            if (body.has(name)) {
                content.set(name, body.node(name));
            }
        }
        return content;
    }

    private static void atMost(int bytes, int errcode, String name, String value) {
        if (value.getBytes(StandardCharsets.UTF_8).length > bytes) {
            throw new WeComError(errcode, name + " is longer than " + bytes + " bytes");
        }
    }
}
