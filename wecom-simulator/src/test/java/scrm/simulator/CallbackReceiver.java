package scrm.simulator;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import scrm.simulator.server.Query;

/** The other end of callbacks: checks the signature, decrypts, keeps what came. */
final class CallbackReceiver implements AutoCloseable {
    private final CorpDefinition corp;
    private final HttpServer server;
    private final BlockingQueue<Arrived> arrived = new LinkedBlockingQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();

    record Arrived(String xml, String receiveId, boolean signed, long timestamp, int status) {}

    CallbackReceiver(CorpDefinition corp) throws IOException {
        this.corp = corp;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/callback", exchange -> {
            Query query = new Query(exchange.getRequestURI().getRawQuery());
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean check = query.get("echostr") != null;
            String encrypted =
                    check ? query.get("echostr", "") : body.replaceFirst("(?s).*<Encrypt><!\\[CDATA\\[(.*?)]].*", "$1");
            int status = !check && refusals.getAndUpdate(n -> Math.max(0, n - 1)) > 0 ? 500 : 200;
            Arrived one = read(query, encrypted, status);
            byte[] answer = (check ? one.xml() : "success").getBytes(StandardCharsets.UTF_8);
            if (!check) {
                arrived.add(one);
            }
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/callback");
    }

    /** Answers 500 so many times from now on. */
    void refuse(int times) {
        refusals.set(times);
    }

    Arrived next() throws InterruptedException {
        return next(Duration.ofSeconds(10));
    }

    Arrived next(Duration patience) throws InterruptedException {
        return arrived.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private Arrived read(Query query, String encrypted, int status) {
        try {
            String[] parts = {corp.callbackToken(), query.get("timestamp", ""), query.get("nonce", ""), encrypted};
            Arrays.sort(parts);
            String signature = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1")
                            .digest(String.join("", parts).getBytes(StandardCharsets.UTF_8)));
            byte[] key = Base64.getDecoder().decode(corp.callbackAesKey() + "=");
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(Arrays.copyOf(key, 16)));
            byte[] plain = cipher.doFinal(Base64.getDecoder().decode(encrypted));
            int length = ByteBuffer.wrap(plain).getInt(16);
            int end = plain.length - plain[plain.length - 1];
            return new Arrived(
                    new String(plain, 20, length, StandardCharsets.UTF_8),
                    new String(plain, 20 + length, end - 20 - length, StandardCharsets.UTF_8),
                    signature.equals(query.get("msg_signature")),
                    query.number("timestamp", 0),
                    status);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
