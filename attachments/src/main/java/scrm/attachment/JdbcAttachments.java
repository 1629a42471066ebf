package scrm.attachment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import tools.jackson.databind.json.JsonMapper;

/** Attachments as JSON columns hold them. */
public final class JdbcAttachments {
    private JdbcAttachments() {}

    /** Teaches a mapper the attachments. */
    public static JsonMapper.Builder mapper() {
        return JsonMapper.builder()
                .addMixIn(KeptAttachment.class, AttachmentJson.class)
                .addMixIn(MediaContentId.class, MediaContentIdJson.class);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = KeptAttachment.Image.class, name = "image"),
        @JsonSubTypes.Type(value = KeptAttachment.Video.class, name = "video"),
        @JsonSubTypes.Type(value = KeptAttachment.File.class, name = "file"),
        @JsonSubTypes.Type(value = KeptAttachment.Link.class, name = "link"),
        @JsonSubTypes.Type(value = KeptAttachment.MiniProgram.class, name = "mini_program")
    })
    private interface AttachmentJson {}

    private abstract static class MediaContentIdJson {
        @SuppressWarnings("UnusedVariable") // only its signature and annotation count
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        MediaContentIdJson(long value) {}

        @JsonValue
        abstract long value();
    }
}
