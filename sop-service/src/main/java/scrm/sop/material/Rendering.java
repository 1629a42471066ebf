package scrm.sop.material;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import scrm.attachment.KeptAttachment;

/** What becomes of a material for one contact. */
public sealed interface Rendering {
    /** Longest text that WeCom takes, in bytes of UTF-8. Source: document 92135. */
    int MAX_TEXT_BYTES = 4000;

    /** Most attachments that WeCom takes. Source: document 92135. */
    int MAX_ATTACHMENTS = 9;

    /**
     * It can be sent. Contacts whose renderings are equal may be sent one message together.
     *
     * @param text without variables; null: attachments say it all
     * @param attachments as in the material
     */
    record Ready(@Nullable String text, List<KeptAttachment> attachments) implements Rendering {
        public Ready {
            attachments = List.copyOf(attachments);
        }
    }

    /**
     * It cannot.
     *
     * @param reason {@code VARIABLE_MISSING}, {@code TEXT_TOO_LONG}, {@code NOT_YET_VALID} or {@code EXPIRED}
     * @param missing the variables that have no value
     */
    record Refused(String reason, List<String> missing) implements Rendering {
        public Refused {
            missing = List.copyOf(missing);
        }
    }

    /** Puts values where variables stand. */
    static Rendering of(Material.Content content, Map<String, String> values) {
        VariableText text = content.text();
        if (text == null) {
            return new Ready(null, content.attachments());
        }
        List<String> missing = text.missing(values);
        if (!missing.isEmpty()) {
            return new Refused("VARIABLE_MISSING", missing);
        }
        String rendered = text.render(values);
        if (rendered.getBytes(StandardCharsets.UTF_8).length > MAX_TEXT_BYTES) {
            return new Refused("TEXT_TOO_LONG", List.of());
        }
        return new Ready(rendered, content.attachments());
    }
}
