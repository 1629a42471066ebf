package scrm.rest.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tries every operation that a service describes on another corp than the token's, and expects to be told that it is
 * forbidden, whatever stands behind the corp in the path.
 *
 * <pre>{@code
 * assertThat(CorpWall.of(port, "tags").holes()).isEmpty();
 * }</pre>
 */
public final class CorpWall {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final String origin;
    private final String scope;

    private CorpWall(String origin, String scope) {
        this.origin = origin;
        this.scope = scope;
    }

    /** @param scope of the service, without the verb */
    public static CorpWall of(int port, String scope) {
        return new CorpWall("http://127.0.0.1:" + port, scope);
    }

    /**
     * Operations that answered anything but 403 {@code corp_forbidden}.
     *
     * @throws IllegalStateException if nothing is described: then nothing was tried
     */
    public List<String> holes() {
        List<String> holes = new ArrayList<>();
        int tried = 0;
        JsonNode paths = JSON.readTree(send(request("/v3/api-docs")).body()).path("paths");
        for (var path : paths.properties()) {
            if (!path.getKey().startsWith("/v1/corps/{corpId}")) {
                continue;
            }
            for (var operation : path.getValue().properties()) {
                if (METHODS.contains(operation.getKey())) {
                    tried++;
                    String target = path.getKey().replace("{corpId}", "corp-b").replaceAll("\\{[^}]+}", "1");
                    HttpResponse<String> answer = send(request(target)
                            .header("Authorization", TestTokens.bearer("corp-a", scope + ":read " + scope + ":write"))
                            .header("Content-Type", "application/json")
                            .header("X-Corp-Id", "corp-a")
                            .method(operation.getKey().toUpperCase(Locale.ROOT), BodyPublishers.ofString("{}")));
                    if (answer.statusCode() != 403 || !answer.body().contains("\"corp_forbidden\"")) {
                        holes.add(operation.getKey() + " " + path.getKey() + " answered " + answer.statusCode());
                    }
                }
            }
        }
        if (tried == 0) {
            throw new IllegalStateException("the service describes no operation below a corp");
        }
        return holes;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(origin + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
