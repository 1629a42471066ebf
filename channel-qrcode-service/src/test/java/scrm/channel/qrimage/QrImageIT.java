package scrm.channel.qrimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import scrm.channel.ChannelServiceIT;
import scrm.harness.Answer;
import scrm.rest.testing.TestTokens;

class QrImageIT extends ChannelServiceIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private JsonNode liveCode;
    private String image;

    @BeforeEach
    void askForACode() {
        corp.people().memberJoins("zhang", "张三");
        String path = liveCode(channel("门店"), "zhang", Map.of("text", "你好"));
        liveCode = get(path).json();
        image = path + "/image.";
    }

    @Test
    void theShortLinkIsWhatAScannerReads() {
        HttpResponse<byte[]> png = bytes(corpId(), image + "png?size=300&margin=2&foreground=%230b3d91");
        HttpResponse<byte[]> svg = bytes(corpId(), image + "svg?caption=%E6%94%B6%E9%93%B6%E5%8F%B0%20%3C1%3E");

        assertThat(png.statusCode()).isEqualTo(200);
        assertThat(png.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(Decoded.image(png.body()).getWidth()).isEqualTo(300);
        assertThat(Decoded.png(png.body())).isEqualTo(liveCode.path("shortLink").asString());
        assertThat(svg.headers().firstValue("Content-Type")).contains("image/svg+xml");
        assertThat(Decoded.svg(svg.body())).isEqualTo(liveCode.path("shortLink").asString());
        assertThat(Decoded.document(svg.body())
                        .getElementsByTagName("text")
                        .item(0)
                        .getTextContent())
                .isEqualTo("收银台 <1>");
    }

    @Test
    void whoeverHasThePictureIsSpared() {
        HttpResponse<byte[]> first = bytes(corpId(), image + "png");
        String etag = first.headers().firstValue("ETag").orElseThrow();

        HttpResponse<byte[]> again = bytes(corpId(), image + "png", "If-None-Match", etag);
        HttpResponse<byte[]> other = bytes(corpId(), image + "png?size=600", "If-None-Match", etag);

        assertThat(etag).matches("\"[0-9a-f]{64}\"");
        assertThat(first.headers().firstValue("Cache-Control")).contains("max-age=3600, private");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.headers().firstValue("ETag")).contains(etag);
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(other.headers().firstValue("ETag")).isPresent().isNotEqualTo(etag);
    }

    @Test
    void logosAndPostersAreKeptOnceAndUsedByTheirId() {
        byte[] logo = TestPictures.noisePng(80, 80);
        String logoId = keep(logo);
        String posterId = keep(TestPictures.bytes(TestPictures.poster(800, 1200), "png"));

        assertThat(keep(logo)).isEqualTo(logoId);
        assertThat(bytes(corpId(), "/live-codes/images/" + logoId).body()).isEqualTo(logo);
        HttpResponse<byte[]> png =
                bytes(corpId(), image + "png?size=400&x=200&y=600&logoId=" + logoId + "&posterId=" + posterId);
        assertThat(png.statusCode())
                .as(new String(png.body(), StandardCharsets.ISO_8859_1))
                .isEqualTo(200);
        assertThat(Decoded.image(png.body()).getHeight()).isEqualTo(1200);
        assertThat(Decoded.png(png.body())).isEqualTo(liveCode.path("shortLink").asString());
    }

    @Test
    void anotherCorpHasNeitherTheCodeNorThePictures() {
        String logoId = keep(TestPictures.noisePng(80, 80));

        assertThat(bytes("wwother", image + "png").statusCode()).isEqualTo(404);
        assertThat(bytes("wwother", "/live-codes/images/" + logoId).statusCode())
                .isEqualTo(404);
        assertThat(fetch(request("wwother", image + "png", TestTokens.bearer(corpId(), "channels:read")))
                        .statusCode())
                .isEqualTo(403);
        assertThat(problem(image + "png?logoId=999999999")).isEqualTo("logoId not_found");
        assertThat(problem(image + "png?x=0&y=0&posterId=999999999")).isEqualTo("posterId not_found");
        assertThat(get("/live-codes/999999999/image.png").status()).isEqualTo(404);
    }

    @Test
    void whatCannotBeDrawnIsRefusedByItsName() {
        String posterId = keep(TestPictures.noisePng(300, 300));

        assertThat(problem(image + "png?size=127")).isEqualTo("size too_small");
        assertThat(problem(image + "png?size=2049")).isEqualTo("size too_large");
        assertThat(problem(image + "png?size=128&margin=16&logoId=" + posterId)).isEqualTo("size too_small");
        assertThat(problem(image + "png?size=big")).isEqualTo("size malformed");
        assertThat(problem(image + "png?margin=1")).isEqualTo("margin too_small");
        assertThat(problem(image + "svg?foreground=red")).isEqualTo("foreground wrong_format");
        assertThat(problem(image + "svg?foreground=%23ffffff")).isEqualTo("foreground too_light");
        assertThat(problem(image + "png?caption=" + "a".repeat(41))).isEqualTo("caption too_long");
        assertThat(problem(image + "png?caption=a%0Ab")).isEqualTo("caption unprintable");
        assertThat(problem(image + "png?x=1&y=1")).isEqualTo("posterId required");
        assertThat(problem(image + "png?size=200&x=101&y=0&posterId=" + posterId))
                .isEqualTo("x outside_poster");
    }

    @Test
    void onlyWholeImagesAreKept() {
        byte[] png = TestPictures.noisePng(80, 80);

        assertThat(refusal(Map.of("content", Base64.getEncoder().encodeToString(Arrays.copyOf(png, png.length / 2)))))
                .isEqualTo("content not_an_image");
        assertThat(refusal(Map.of(
                        "content", Base64.getEncoder().encodeToString("<svg/>".getBytes(StandardCharsets.UTF_8)))))
                .isEqualTo("content not_an_image");
        assertThat(refusal(Map.of())).isEqualTo("content required");
        assertThat(refusal(Map.of("url", "http://169.254.169.254/logo.png"))).isEqualTo("url unknown");
    }

    private String keep(byte[] content) {
        Answer answer = post("/live-codes/images", Map.of("content", content));
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    private String refusal(Map<String, Object> body) {
        return error(post("/live-codes/images", body));
    }

    private String problem(String path) {
        return error(get(path));
    }

    private static String error(Answer answer) {
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(400);
        assertThat(answer.json().path("errors")).hasSize(1);
        return answer.json().at("/errors/0/field").asString() + " "
                + answer.json().at("/errors/0/code").asString();
    }

    private HttpResponse<byte[]> bytes(String corpId, String path, String... headers) {
        HttpRequest.Builder request = request(corpId, path, TestTokens.bearer(corpId, "channels:read"));
        return fetch(headers.length == 0 ? request : request.headers(headers));
    }

    private HttpRequest.Builder request(String corpId, String path, String bearer) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/corps/" + corpId + path))
                .header("Authorization", bearer);
    }

    private static HttpResponse<byte[]> fetch(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
