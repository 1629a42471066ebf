package scrm.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Our REST interface at the gateway, for what a benchmark prepares and checks. */
final class RestClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A report over ten million attributions takes longer than people would wait. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI gateway;
    private final String token;

    RestClient(URI gateway, String token) {
        this.gateway = gateway;
        this.token = token;
    }

    JsonNode get(String path) throws InterruptedException {
        return answer(request(path).GET());
    }

    JsonNode post(String path, Map<String, ?> body) throws InterruptedException {
        return answer(request(path).POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    /** Something else than 2xx was answered, or nothing. */
    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedException(String answer) {
            super(answer);
        }
    }

    /** Every item of a list, page by page. */
    void forEach(String path, Consumer<JsonNode> item) throws InterruptedException {
        String pages = path + (path.contains("?") ? "&" : "?") + "limit=200";
        for (String cursor = ""; ; ) {
            JsonNode page = get(pages + cursor);
            page.get("items").forEach(item);
            if (page.path("next").isNull() || page.path("next").isMissingNode()) {
                return;
            }
            cursor = "&cursor=" + page.get("next").asString();
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(gateway + "/v1/corps/" + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token);
    }

    private JsonNode answer(HttpRequest.Builder request) throws InterruptedException {
        HttpRequest built = request.build();
        try {
            HttpResponse<byte[]> response = http.send(built, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() / 100 != 2) {
                throw new RefusedException(built.method() + " " + built.uri() + " answered " + response.statusCode()
                        + ": " + new String(response.body(), StandardCharsets.UTF_8));
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new RefusedException(built.method() + " " + built.uri() + " got no answer: " + e);
        }
    }
}
