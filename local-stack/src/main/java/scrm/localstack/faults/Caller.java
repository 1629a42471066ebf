package scrm.localstack.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import scrm.localstack.Json;

/** REST as anybody might call it: with any token, path, header and body. Whatever is answered is kept as text. */
final class Caller {
    /** Nobody answered. */
    static final int NO_ANSWER = 0;

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private final URI origin;
    private final @Nullable String token;

    /** @param token of the header {@code Authorization}; null: none */
    Caller(URI origin, @Nullable String token) {
        this.origin = origin;
        this.token = token;
    }

    /**
     * @param status the HTTP status, or {@link #NO_ANSWER}
     * @param body as text
     */
    record Answer(int status, String body, HttpHeaders headers) {
        boolean isOk() {
            return status / 100 == 2;
        }

        /** As JSON, or missing if it is none. */
        JsonNode json() {
            try {
                return body.isEmpty() ? MissingNode.getInstance() : Json.MAPPER.readTree(body);
            } catch (JacksonException e) {
                return MissingNode.getInstance();
            }
        }

        /** Whether it is a refusal with that status, in the form that every refusal has. */
        boolean isProblem(int expected) {
            return status == expected && json().hasNonNull("code");
        }

        /** Whether it is a refusal that blames the client. */
        boolean isRefusal() {
            return status / 100 == 4 && isProblem(status);
        }
    }

    /** A path and query as they are to be sent, in a corp. */
    static String inCorp(String corpId, String path) {
        return "/v1/corps/" + corpId + path;
    }

    /** @param query {@code name=value&...}, perhaps empty */
    static String inCorp(String corpId, String path, String query) {
        String divider = query.isEmpty() ? "" : path.contains("?") ? "&" : "?";
        return inCorp(corpId, path + divider + query);
    }

    Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    /** @param json null: no body */
    Answer send(String method, String path, @Nullable Object json, String... headers) {
        return json == null
                ? send(method, path, "", "", headers)
                : send(method, path, "application/json", Json.MAPPER.writeValueAsString(json), headers);
    }

    Answer send(String method, String path, String contentType, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path))
                .timeout(TIMEOUT)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        if (token != null) {
            request.header("Authorization", token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response.headers());
        } catch (IOException e) {
            return new Answer(NO_ANSWER, "", HttpHeaders.of(Map.of(), (_, _) -> true));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted during " + method + " " + path, e);
        }
    }
}
