package scrm.harness;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the service answered. */
public record Answer(HttpResponse<String> http) {
    private static final JsonMapper JSON = new JsonMapper();

    /** The HTTP status. */
    public int status() {
        return http.statusCode();
    }

    /** The body, which must be JSON. */
    public JsonNode json() {
        return JSON.readTree(http.body());
    }

    /** A header that must be there. */
    public String header(String name) {
        return http.headers().firstValue(name).orElseThrow();
    }

    /** The version of what was read, for {@code If-Match}. */
    public String etag() {
        return header("ETag");
    }
}
