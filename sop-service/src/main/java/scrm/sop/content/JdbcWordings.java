package scrm.sop.content;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import tools.jackson.databind.json.JsonMapper;

import scrm.attachment.JdbcAttachments;
import scrm.sop.material.MaterialId;

/** What is to be said as JSON columns hold it. */
public final class JdbcWordings {
    private JdbcWordings() {}

    /** Teaches a mapper wordings and their attachments. */
    public static JsonMapper.Builder mapper() {
        return JdbcAttachments.mapper()
                .addMixIn(Wording.class, WordingJson.class)
                .addMixIn(MaterialId.class, MaterialIdJson.class);
    }

    // Told apart by their fields: contents were there before materials were, without a type.
    @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
    @JsonSubTypes({@JsonSubTypes.Type(MessageContent.class), @JsonSubTypes.Type(MaterialWording.class)})
    private interface WordingJson {}

    private abstract static class MaterialIdJson {
        @SuppressWarnings("UnusedVariable") // only its signature and annotation count
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        MaterialIdJson(long value) {}

        @JsonValue
        abstract long value();
    }
}
