package scrm.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

import scrm.simulator.Corp;

/**
 * The short link {@code /q/{code}} through the gateway: looked up, counted, and answered with a redirect to an
 * acquisition link. Beside it, in alternate rounds: a redirect that the gateway answers by itself ({@code /docs}), and
 * the same short link asked of channel-qrcode-service directly. In the end every scan must have been counted.
 */
final class ScanBenchmark implements Job {
    private static final String OURS = "/q/{code}";
    private static final String BARE = "the gateway's bare redirect";
    private static final String DIRECT = "/q/{code} without the gateway";
    private static final int MANY = 32;
    private static final int FOUND = 302;

    @Override
    public String name() {
        return "scan";
    }

    @Override
    public String title() {
        return "scan: short link through the gateway, counted";
    }

    @Override
    public List<Result> run(JobSettings settings) throws IOException, InterruptedException {
        try (ServiceStack stack = ServiceStack.start(settings, 1)) {
            return new Run(settings, stack).measure();
        }
    }

    private static final class Run {
        private final JobSettings settings;
        private final RestClient rest;
        private final String corpId;
        private final JsonNode code;
        private final ServiceProcess gateway;
        private final ServiceProcess service;
        private final byte[] scan;
        private final byte[] bare = HttpLoad.get("/docs");
        private final LocalDate begin = LocalDate.now(Clock.systemUTC());
        private long scans;
        private long wrong;

        Run(JobSettings settings, ServiceStack stack) throws IOException, InterruptedException {
            this.settings = settings;
            stack.createDatabases(List.of("scrm_gateway", "scrm_channel"));
            settings.progress().accept("starting channel-qrcode-service and the gateway");
            service = stack.launch("channel-qrcode-service", "scrm_channel");
            Map<String, String> routes = stack.environment("scrm_gateway");
            routes.put("SCRM_CHANNEL_SERVICE_URL", service.url().toString());
            gateway = stack.launch("gateway", "gateway", routes, 0, List.of());
            List.of(service, gateway).forEach(ServiceProcess::awaitReady);
            rest = stack.rest(gateway);
            Corp corp = stack.corps().getFirst();
            corpId = corp.definition().corpId();
            code = ServiceStack.openCode(rest, corp, Map.of("name", "Poster"), Map.of("kind", "ACQUISITION_LINK"));
            scan = HttpLoad.get(URI.create(code.get("shortLink").asString()).getPath());
        }

        List<Result> measure() throws InterruptedException {
            int rounds = settings.smoke() ? 1 : 5;
            Samples rate = new Samples("/s");
            Samples alone = new Samples("ms");
            Samples p99 = new Samples("ms");
            Samples cpu = new Samples("µs");
            settings.progress().accept("warming up");
            for (int i = 0; i < (settings.smoke() ? 1 : 6); i++) {
                round(
                        settings.smoke() ? 200 : 5_000,
                        new Samples(""),
                        new Samples(""),
                        new Samples(""),
                        new Samples(""));
            }
            for (int round = 1; round <= rounds; round++) {
                settings.progress().accept("round %d of %d".formatted(round, rounds));
                round(settings.smoke() ? 200 : 10_000, rate, alone, p99, cpu);
            }
            return List.of(
                    rate.beside("rate, 32 connections", OURS, BARE),
                    rate.beside("rate, 32 connections", OURS, DIRECT),
                    p99.beside("p99, 32 connections", OURS, BARE),
                    alone.beside("p50, one connection", OURS, BARE),
                    alone.beside("p50, one connection", OURS, DIRECT),
                    cpu.beside("processor time of gateway and service for each", OURS, BARE),
                    Result.of("wrong answers", (double) wrong, "requests").withGoal("0", wrong == 0),
                    counted());
        }

        private void round(int requests, Samples rate, Samples alone, Samples p99, Samples cpu)
                throws InterruptedException {
            for (String contender : List.of(OURS, BARE, DIRECT)) {
                long start = cpuNanos();
                HttpLoad.Outcome many = load(contender, MANY, requests);
                cpu.add(contender, (cpuNanos() - start) / 1e3 / requests);
                rate.add(contender, many.perSecond());
                p99.add(contender, many.millis(99));
                alone.add(contender, load(contender, 1, requests / 10).millis(50));
            }
        }

        private HttpLoad.Outcome load(String contender, int connections, int requests) throws InterruptedException {
            int port = (contender.equals(DIRECT) ? service : gateway).port();
            byte[] request = contender.equals(BARE) ? bare : scan;
            HttpLoad.Outcome outcome = new HttpLoad(port, connections).run(Collections.nCopies(requests, request));
            long right = outcome.count(FOUND);
            if (right < requests) {
                settings.progress().accept(contender + " answered " + outcome.statusCounts());
                wrong += requests - right;
            }
            if (!contender.equals(BARE)) {
                scans += right;
            }
            return outcome;
        }

        private long cpuNanos() {
            return gateway.cpuTime().plus(service.cpuTime()).toNanos();
        }

        private Result counted() throws InterruptedException {
            String path = corpId + "/live-codes/" + code.get("id").asString() + "/scans?from=" + begin.minusDays(1)
                    + "&until=" + begin.plusDays(2);
            long found = 0;
            for (int i = 0; i < 20 && found != scans; i++) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
                found = rest.get(path).get("scans").asLong();
            }
            return Result.of("scans not counted, of " + scans, (double) scans - found, "scans")
                    .withGoal("0", found == scans);
        }
    }
}
