package scrm.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of one corp's API, as plain as can be. */
final class Api {
    static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI base;
    private final CorpDefinition corp;
    private String token = "";

    Api(WeComSimulator simulator, Corp corp) {
        this.base = simulator.baseUrl();
        this.corp = corp.definition();
        refresh();
    }

    JsonNode gettoken(String secret) {
        return send(HttpRequest.newBuilder(
                        URI.create(base + "/cgi-bin/gettoken?corpid=" + corp.corpId() + "&corpsecret=" + secret))
                .build());
    }

    void refresh() {
        token = gettoken(corp.secret()).path("access_token").asString("");
    }

    String token() {
        return token;
    }

    void token(String other) {
        token = other;
    }

    /** GET with name, value, name, value ... */
    JsonNode get(String path, String... parameters) {
        StringBuilder query = new StringBuilder("?access_token=" + token);
        for (int i = 0; i < parameters.length; i += 2) {
            query.append('&')
                    .append(parameters[i])
                    .append('=')
                    .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
        }
        return send(HttpRequest.newBuilder(URI.create(base + "/cgi-bin/" + path + query))
                .build());
    }

    JsonNode post(String path, String body) {
        return send(request(path, body));
    }

    HttpRequest request(String path, String body) {
        return HttpRequest.newBuilder(URI.create(base + "/cgi-bin/" + path + "?access_token=" + token))
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    int errcode(String path, String body) {
        return post(path, body).path("errcode").asInt(-999);
    }

    JsonNode upload(String path, String query, byte[] content) {
        String head = "--xx\r\nContent-Disposition: form-data; name=\"media\"; filename=\"a.png\"\r\n\r\n";
        byte[] body = (head + new String(content, StandardCharsets.ISO_8859_1) + "\r\n--xx--\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        return send(
                HttpRequest.newBuilder(URI.create(base + "/cgi-bin/" + path + "?access_token=" + token + "&" + query))
                        .header("Content-Type", "multipart/form-data; boundary=xx")
                        .POST(BodyPublishers.ofByteArray(body))
                        .build());
    }

    /** A call of the control API. */
    JsonNode control(String method, String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(base + "/simulator/" + path))
                .method(method, BodyPublishers.ofString(body))
                .build());
    }

    static HttpResponse<String> raw(HttpRequest request) throws IOException, InterruptedException {
        return HTTP.send(request, BodyHandlers.ofString());
    }

    /** A JSON list of texts. */
    static String list(String... texts) {
        return Arrays.stream(texts).collect(Collectors.joining("\",\"", "[\"", "\"]"));
    }

    private static JsonNode send(HttpRequest request) {
        try {
            return JSON.readTree(raw(request).body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
