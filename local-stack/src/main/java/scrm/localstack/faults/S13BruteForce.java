package scrm.localstack.faults;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import scrm.localstack.Json;
import scrm.localstack.Pause;
import scrm.localstack.RunningProcess;
import scrm.localstack.Service;

/**
 * One client guesses tokens, asks for pages and bulks without measure, and reads as fast as it can. It is refused, and
 * another client, of another corp, is answered meanwhile as if nothing was. All of it goes to a gateway whose budgets
 * are small enough to be met by what one machine can ask of itself.
 */
final class S13BruteForce implements FaultRow {
    private static final int AT_ONCE = 24;
    private static final int IDS = 10_001;

    /** The other client reads less than ten times a second. */
    private static final Map<String, String> BUDGETS = Map.of(
            "SCRM_GATEWAY_LIMIT_CLIENTREADS_PERSECOND", "20",
            "SCRM_GATEWAY_LIMIT_CLIENTREADS_BURST", "40");

    /** Whom nobody keeps waiting is answered within this, on a machine that also carries the storm itself. */
    private static final long ANSWERED_MILLIS = 1_000;

    private static final int TOO_MANY_REQUESTS = 429;

    @Override
    public String id() {
        return "S13";
    }

    @Override
    public String title() {
        return "brute force: guessed tokens, pages and bulks without measure";
    }

    @Override
    public Result run(FaultContext context) {
        RunningProcess gateway = context.stack().another(Service.GATEWAY, Duration.ZERO, BUDGETS);
        try {
            gateway.launch();
            gateway.awaitReady(context.progress());
            return storm(
                    at(gateway, context, context.corp(this)),
                    at(gateway, context, context.corp(this, "other")),
                    context.size(200, 5_000));
        } finally {
            gateway.stop();
        }
    }

    private static Json at(RunningProcess gateway, FaultContext context, FaultCorp corp) {
        String corpId = corp.corpId();
        return new Json(
                URI.create(gateway.url() + "/v1/corps/" + corpId),
                context.stack().client().token(corpId));
    }

    private static Result storm(Json rude, Json other, int asked) {
        List<Long> calm = reads(other, asked);
        Storm storm = new Storm(rude);
        List<Long> during;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < AT_ONCE; i++) {
                int kind = i;
                threads.execute(() -> storm.rage(kind));
            }
            during = reads(other, asked);
            storm.over.set(true);
        }
        long unanswered = during.stream().filter(millis -> millis < 0).count();
        long p99 = p99(during);
        return new Result(
                String.format(
                        Locale.ROOT,
                        "%d requests in the storm: forged tokens accepted %d, pages and bulks without measure taken %d, answers 429 with"
                                + " Retry-After %d (%d to reads that are allowed), other answers %d; the other client:"
                                + " not answered %d of %d, p99 %d ms (%d ms before)",
                        storm.requests.get(),
                        storm.forgedAccepted.get(),
                        storm.measurelessTaken.get(),
                        storm.limited.get(),
                        storm.limitedReads.get(),
                        storm.strange.get(),
                        unanswered,
                        during.size(),
                        p99,
                        p99(calm)),
                "accepted 0, taken 0, 429 for reads that are allowed and too many, other answers 0; the other client: all"
                        + " answered, p99 <= 1 s",
                storm.forgedAccepted.get() == 0
                        && storm.measurelessTaken.get() == 0
                        && storm.limitedReads.get() > 0
                        && storm.strange.get() == 0
                        && unanswered == 0
                        && p99 <= ANSWERED_MILLIS);
    }

    /** How long each took in milliseconds; -1: not answered with what was asked for. */
    private static List<Long> reads(Json rest, int count) {
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long begin = System.nanoTime();
            boolean ok = rest.send("GET", "/channels?limit=20", null).isOk();
            millis.add(ok ? (System.nanoTime() - begin) / 1_000_000 : -1);
            Pause.briefly();
        }
        return millis;
    }

    private static long p99(List<Long> millis) {
        List<Long> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * 99 / 100));
    }

    /** What the rude client does, each of its threads one thing all the time. */
    private static final class Storm {
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicLong requests = new AtomicLong();
        private final AtomicLong forgedAccepted = new AtomicLong();
        private final AtomicLong measurelessTaken = new AtomicLong();
        private final AtomicLong limited = new AtomicLong();
        private final AtomicLong limitedReads = new AtomicLong();
        private final AtomicLong strange = new AtomicLong();
        private final Json rest;
        private final Map<String, Object> bulk = Map.of(
                "externalUserIds",
                IntStream.range(0, IDS).mapToObj("wmstorm%032d"::formatted).toList(),
                "add",
                List.of("et1"));

        Storm(Json rest) {
            this.rest = rest;
        }

        void rage(int kind) {
            for (long n = 0; !over.get(); n++) {
                switch (kind % 4) {
                    case 0 -> guess(n);
                    case 1 -> measureless(rest.send("GET", "/channels?limit=1000000000", null));
                    case 2 -> measureless(rest.send("POST", "/external-contacts/tags/bulk?dryRun=true", bulk));
                    default -> read();
                }
                requests.incrementAndGet();
            }
        }

        private void guess(long n) {
            String forged = "Bearer eyJhbGciOiJSUzI1NiJ9.eyJjb3JwcyI6WyIqIl19.%032x".formatted(n);
            Json.Answer answer = rest.withoutToken().send("GET", "/channels", null, "Authorization", forged);
            forgedAccepted.addAndGet(answer.isOk() ? 1 : 0);
            strange(answer, 401);
        }

        private void measureless(Json.Answer answer) {
            measurelessTaken.addAndGet(answer.isOk() ? 1 : 0);
            strange(answer, 400, 413, 422);
        }

        private void read() {
            Json.Answer answer = rest.send("GET", "/channels?limit=200", null);
            limitedReads.addAndGet(isLimited(answer) ? 1 : 0);
            strange(answer, 200);
        }

        private void strange(Json.Answer answer, int... expected) {
            if (isLimited(answer)) {
                limited.incrementAndGet();
            } else if (IntStream.of(expected).noneMatch(status -> status == answer.status())) {
                strange.incrementAndGet();
            }
        }

        private static boolean isLimited(Json.Answer answer) {
            return answer.status() == TOO_MANY_REQUESTS
                    && answer.header("Retry-After").isPresent();
        }
    }
}
