package scrm.gateway.callback;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

import scrm.wecom.callback.CallbackCodec;
import scrm.wecom.callback.CallbackKeys;
import scrm.wecom.callback.SealedCallback;

/** Calls callback URLs as WeCom does. */
final class WeComClient implements AutoCloseable {
    static final CallbackCodec CODEC = new CallbackCodec();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final AtomicLong nonces = new AtomicLong(1_000_000_000);
    private final String base;

    WeComClient(int port) {
        this.base = "http://127.0.0.1:" + port + "/wecom/callback/";
    }

    SealedCallback seal(CallbackKeys keys, String message, Instant at) {
        return CODEC.seal(keys, message, at.getEpochSecond(), Long.toString(nonces.incrementAndGet()), new byte[16]);
    }

    /** Seals a message and posts it to its corp's URL. */
    HttpResponse<String> post(CallbackKeys keys, String message, Instant at) {
        return post(keys.corpId().value(), seal(keys, message, at));
    }

    HttpResponse<String> post(String corpId, SealedCallback sealed) {
        return post(corpId, query(sealed), sealed.requestXml(corpId).getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> post(String corpId, String query, byte[] body, String... headers) {
        HttpRequest.Builder request = request(corpId, query).POST(BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    HttpResponse<String> check(String corpId, String query) {
        return send(request(corpId, query).GET().build());
    }

    static String query(SealedCallback sealed) {
        return "msg_signature=" + sealed.msgSignature() + "&timestamp=" + sealed.timestamp() + "&nonce="
                + URLEncoder.encode(sealed.nonce(), StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String corpId, String query) {
        return HttpRequest.newBuilder(URI.create(base + corpId + "?" + query)).timeout(Duration.ofSeconds(20));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
