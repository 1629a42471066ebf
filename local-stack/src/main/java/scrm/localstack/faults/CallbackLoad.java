package scrm.localstack.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import scrm.simulator.callback.CallbackEvent;
import scrm.simulator.callback.CallbackSigner;

/**
 * Posts signed callbacks to the gateway at a steady rate, as WeCom would, and keeps what was answered. Nothing is
 * retried unless asked for: what was not acknowledged is told.
 */
final class CallbackLoad {
    private static final int CONNECTIONS = 32;
    private static final int RETRIES = 2;

    /** What WeCom grants. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final URI url;
    private final CallbackSigner signer;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    CallbackLoad(URI url, CallbackSigner signer) {
        this.url = url;
        this.signer = signer;
    }

    /**
     * What came of a load.
     *
     * @param acked how many were answered {@code success}
     * @param unacked the others
     * @param p99Millis the time within which 99 of 100 of those acknowledged were; 0 if none was
     */
    record Acks(int acked, List<CallbackEvent> unacked, long p99Millis) {}

    /**
     * Sends all, and what was not acknowledged twice more, as WeCom does.
     *
     * @return who was never acknowledged; {@code acked} counts first attempts alone
     */
    Acks sendAsWeCom(List<CallbackEvent> events, int perSecond) {
        Acks first = send(events, perSecond);
        List<CallbackEvent> unacked = first.unacked();
        for (int retry = 0; retry < RETRIES && !unacked.isEmpty(); retry++) {
            unacked = send(unacked, perSecond).unacked();
        }
        return new Acks(first.acked(), unacked, first.p99Millis());
    }

    /** Sends all, so many a second, and returns when each has been answered or has timed out. */
    Acks send(List<CallbackEvent> events, int perSecond) {
        long[] millis = new long[events.size()];
        List<CallbackEvent> unacked = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger next = new AtomicInteger();
        long begin = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CONNECTIONS; i++) {
                threads.execute(() -> {
                    for (int at = next.getAndIncrement(); at < millis.length; at = next.getAndIncrement()) {
                        waitUntil(begin + at * 1_000_000_000L / perSecond);
                        long sent = System.nanoTime();
                        boolean acked = isAcked(events.get(at));
                        millis[at] = acked ? Math.max(0, (System.nanoTime() - sent) / 1_000_000) : -1;
                        if (!acked) {
                            unacked.add(events.get(at));
                        }
                    }
                });
            }
        }
        long[] acked = Arrays.stream(millis).filter(m -> m >= 0).sorted().toArray();
        long p99 = acked.length == 0 ? 0 : acked[(int) Math.min(acked.length - 1L, acked.length * 99L / 100)];
        return new Acks(acked.length, List.copyOf(unacked), p99);
    }

    private boolean isAcked(CallbackEvent event) {
        var signed = signer.signed(event);
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "?" + signed.query()))
                .timeout(PATIENCE)
                .header("Content-Type", "text/xml")
                .POST(HttpRequest.BodyPublishers.ofString(signed.body()))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 && response.body().equals("success");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void waitUntil(long nanos) {
        long left = nanos - System.nanoTime();
        if (left > 0) {
            try {
                Thread.sleep(Duration.ofNanos(left));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
