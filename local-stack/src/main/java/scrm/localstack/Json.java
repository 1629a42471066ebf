package scrm.localstack;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** A small JSON-over-HTTP client: one base address, perhaps one bearer token. */
public final class Json {
    /** Reads and writes JSON. */
    public static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final URI base;
    private final @Nullable String token;

    /**
     * @param base what paths are appended to
     * @param token sent as {@code Authorization: Bearer}; null: none
     */
    public Json(URI base, @Nullable String token) {
        this.base = base;
        this.token = token;
    }

    /** The same for somebody who has no token. */
    public Json withoutToken() {
        return new Json(base, null);
    }

    /**
     * What came back.
     *
     * @param status 0 stands for nobody there
     */
    public record Answer(int status, JsonNode body, HttpHeaders headers) {
        private static final HttpHeaders NO_HEADERS = HttpHeaders.of(Map.of(), (_, _) -> true);

        static Answer nobody(JsonNode reason) {
            return new Answer(0, reason, NO_HEADERS);
        }

        /** One header. */
        public Optional<String> header(String name) {
            return headers.firstValue(name);
        }

        /** 2xx. */
        public boolean isOk() {
            return status / 100 == 2;
        }
    }

    /** GET, whose answer must be 2xx. */
    public JsonNode get(String path) {
        return ok("GET", path, send("GET", path, null));
    }

    /** POST, whose answer must be 2xx. */
    public JsonNode post(String path, Object body) {
        return ok("POST", path, send("POST", path, body));
    }

    /** PUT, whose answer must be 2xx. */
    public JsonNode put(String path, Object body) {
        return ok("PUT", path, send("PUT", path, body));
    }

    /** POST of something that is not JSON, whose answer must be 2xx. */
    public JsonNode postText(String path, String contentType, String text) {
        return ok(
                "POST",
                path,
                exchange(
                        "POST",
                        path,
                        HttpRequest.BodyPublishers.ofString(text),
                        "Accept",
                        "application/json, application/problem+json, text/html",
                        "Content-Type",
                        contentType));
    }

    /** GET of something that is not JSON, whose answer must be 2xx. */
    public String getText(String path, String mediaType) {
        return ok("GET", path, exchange("GET", path, HttpRequest.BodyPublishers.noBody(), "Accept", mediaType))
                .asString();
    }

    /** Any request, any answer. */
    public Answer send(String method, String path, @Nullable Object body, String... headers) {
        List<String> all = new ArrayList<>(List.of("Accept", "application/json, application/problem+json"));
        if (body != null) {
            all.addAll(List.of("Content-Type", "application/json"));
        }
        all.addAll(List.of(headers));
        return exchange(
                method,
                path,
                body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(body)),
                all.toArray(String[]::new));
    }

    private Answer exchange(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(TIMEOUT)
                .method(method, body)
                .headers(headers);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<byte[]> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), parse(response.body()), response.headers());
        } catch (ConnectException e) {
            return Answer.nobody(MissingNode.getInstance());
        } catch (IOException e) {
            return Answer.nobody(MAPPER.getNodeFactory().stringNode(String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted during " + method + " " + path, e);
        }
    }

    private JsonNode ok(String method, String path, Answer answer) {
        if (!answer.isOk()) {
            throw new Failure(
                    answer.status() == 0
                            ? base + " does not answer (" + method + " " + path + ") " + answer.body()
                            : method + " " + path + " answered " + answer.status() + ": " + answer.body());
        }
        return answer.body();
    }

    private static JsonNode parse(byte[] body) {
        if (body.length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return MAPPER.readTree(body);
        } catch (JacksonException e) {
            return MAPPER.getNodeFactory().stringNode(new String(body, StandardCharsets.UTF_8));
        }
    }
}
