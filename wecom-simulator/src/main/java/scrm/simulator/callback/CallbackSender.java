package scrm.simulator.callback;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

import scrm.simulator.callback.Delivery.Outcome;

/**
 * Posts one corp's callbacks: begun in order, at most 256 under way, 5 s each, 3 attempts. One thread begins them; when
 * 256 are under way it waits, as do those behind.
 */
public final class CallbackSender implements AutoCloseable {
    private static final int PARALLEL = 256;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient http;
    private final Clock clock;
    private final CallbackLog log;
    private final ScheduledExecutorService dispatcher = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("callbacks").factory());
    private final Semaphore underWay = new Semaphore(PARALLEL);

    private volatile @Nullable URI url;
    private volatile CallbackSigner signer;
    private volatile Retries retries = new Retries(3, Duration.ofSeconds(1));
    private CallbackMode mode = CallbackMode.NORMAL;
    private SplittableRandom random = new SplittableRandom(0);
    private long burstEndsNanos;

    public CallbackSender(HttpClient http, Clock clock, CallbackLog log, CallbackSigner signer) {
        this.http = http;
        this.clock = clock;
        this.log = log;
        this.signer = signer;
    }

    public void signer(CallbackSigner newSigner) {
        signer = newSigner;
    }

    public CallbackSigner signer() {
        return signer;
    }

    public void url(@Nullable URI newUrl) {
        url = newUrl;
    }

    public synchronized void mode(CallbackMode newMode) {
        mode = newMode;
        random = new SplittableRandom(newMode.seed());
    }

    /** How often each is tried, and how long after a failure; WeCom does not publish the spacing. */
    public void retries(int attempts, Duration spacing) {
        retries = new Retries(attempts, spacing);
    }

    /** Sends in the background. */
    public synchronized void send(String corpId, CallbackEvent event) {
        Sending sending = log.begin(corpId, event, clock.instant());
        if (mode.dropProbability() > 0 && random.nextDouble() < mode.dropProbability()) {
            sending.end(Outcome.DROPPED);
            return;
        }
        if (url == null) {
            sending.end(Outcome.UNSENT);
            return;
        }
        int copies = mode.copies() <= 1 ? 1 : random.nextInt(1, mode.copies() + 1);
        CallbackMode sendMode = mode;
        for (int copy = 0; copy < copies; copy++) {
            schedule(() -> attempt(sending, event, sendMode, 1), delay());
        }
    }

    /** GET with echostr; whether the answer is right and came within a second. */
    public boolean verifiesUrl() {
        URI target = url;
        if (target == null) {
            return false;
        }
        String echo = Long.toUnsignedString(UUID.randomUUID().getMostSignificantBits());
        HttpRequest request = HttpRequest.newBuilder(URI.create(target + "?" + signer.echo(echo)))
                .timeout(Duration.ofSeconds(1))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return response.statusCode() == 200 && response.body().equals(echo);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        dispatcher.shutdownNow();
    }

    private Duration delay() {
        if (mode.burst().isPositive()) {
            long now = System.nanoTime();
            if (burstEndsNanos <= now) {
                burstEndsNanos = now + mode.burst().toNanos();
            }
            return Duration.ofNanos(burstEndsNanos - now);
        }
        return mode.shuffle().isPositive()
                ? Duration.ofNanos(random.nextLong(mode.shuffle().toNanos()))
                : Duration.ZERO;
    }

    private void attempt(Sending sending, CallbackEvent event, CallbackMode sendMode, int number) {
        URI target = url;
        if (target == null) {
            sending.end(Outcome.FAILED);
            return;
        }
        underWay.acquireUninterruptibly();
        // Each attempt is signed anew: same plaintext, other random bytes, nonce and timestamp.
        SignedCallback signed = signer.signed(event, sendMode);
        HttpRequest request = HttpRequest.newBuilder(URI.create(target + "?" + signed.query()))
                .timeout(TIMEOUT)
                .header("Content-Type", "text/xml")
                .POST(BodyPublishers.ofString(signed.body()))
                .build();
        long started = System.nanoTime();
        var ignored = http.sendAsync(request, BodyHandlers.discarding()).whenComplete((response, failure) -> {
            underWay.release();
            Integer status = response == null ? null : response.statusCode();
            String error = failure == null ? null : String.valueOf(failure.getMessage());
            sending.tried(clock.instant(), status, error, (System.nanoTime() - started) / 1000);
            if (status != null && status == 200) {
                sending.end(Outcome.DELIVERED);
            } else if (number < retries.attempts) {
                schedule(() -> attempt(sending, event, sendMode, number + 1), retries.spacing);
            } else {
                sending.end(Outcome.FAILED);
            }
        });
    }

    private void schedule(Runnable task, Duration delay) {
        if (!dispatcher.isShutdown()) {
            var ignored = dispatcher.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private record Retries(int attempts, Duration spacing) {}
}
