package scrm.simulator.server;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One API call as a feature sees it: what was asked for. */
public final class Call {
    static final JsonMapper JSON = new JsonMapper();

    private final Query query;
    private final byte[] raw;
    private final @Nullable String contentType;
    private @Nullable Fields body;

    public Call(Query query, byte[] raw, @Nullable String contentType) {
        this.query = query;
        this.raw = raw;
        this.contentType = contentType;
    }

    public Query query() {
        return query;
    }

    /** The JSON body; without fields if there is none. */
    public Fields body() {
        if (body == null) {
            body = parse();
        }
        return body;
    }

    /** The body's bytes, for uploads. */
    public byte[] raw() {
        return raw;
    }

    public @Nullable String contentType() {
        return contentType;
    }

    private Fields parse() {
        if (raw.length == 0) {
            return Fields.none();
        }
        try {
            JsonNode node = JSON.readTree(raw);
            if (node.isObject()) {
                return Fields.of(node);
            }
        } catch (JacksonException e) {
            throw new WeComError(47001, "data format error: " + new String(raw, StandardCharsets.UTF_8));
        }
        throw new WeComError(47001, "data format error: not an object");
    }
}
