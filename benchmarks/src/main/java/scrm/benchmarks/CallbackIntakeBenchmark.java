package scrm.benchmarks;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import scrm.events.EventId;
import scrm.stores.Databases;
import scrm.stores.Stores;
import scrm.stores.StoresPlan;
import scrm.stores.Topics;
import scrm.wecom.callback.CallbackKeys;

/**
 * J1: callbacks from the socket to Kafka's acknowledgement, in the real gateway process on real stores. Beside it, in
 * the same Tomcat and the same rounds: a POST that does nothing, WxJava with the same publication, a row in MySQL; and
 * a bare producer with as many in flight as there are connections.
 */
final class CallbackIntakeBenchmark implements Job {
    private static final int CONNECTIONS = 64;
    private static final int CORPS = 16;
    private static final String OURS = "our intake";
    private static final String NO_OP = "no-op POST";
    private static final String WXJAVA = "WxJava and the same publication";
    private static final String MYSQL = "inline MySQL insert";
    private static final String PRODUCER = "bare producer, 64 in flight";

    @Override
    public String name() {
        return "J1";
    }

    @Override
    public String title() {
        return "callback intake: signed POST to durable answer";
    }

    @Override
    public List<Result> run(JobSettings settings) throws IOException, InterruptedException {
        List<Result> results = new ArrayList<>(CallbackCodecRounds.measure(settings));
        settings.progress().accept("starting MariaDB, Kafka and Redis");
        StoresPlan plan = new StoresPlan(settings.work(), StoresPlan.Database.MARIADB, true, false);
        try (Stores stores = Stores.of(plan).start()) {
            results.addAll(new Run(settings, stores).measure());
        }
        return results;
    }

    /** The path with everything. */
    private static final class Run {
        private final JobSettings settings;
        private final Stores stores;
        private final Broker broker;
        private final Callbacks callbacks;
        private final List<CallbackKeys> corps = BenchCorps.keysOfFirst(CORPS);
        private final Set<EventId> acknowledged = new HashSet<>();
        private long wrongAnswers;

        Run(JobSettings settings, Stores stores) {
            this.settings = settings;
            this.stores = stores;
            this.broker = new Broker(stores.addresses().kafkaBootstrap());
            // Signed as of now, for the gateway looks at the time; everything else follows from the seed.
            this.callbacks = new Callbacks(
                    new SplittableRandom(settings.seed()),
                    Clock.systemUTC().instant().getEpochSecond());
        }

        List<Result> measure() throws IOException, InterruptedException {
            new Databases(stores.addresses()).create(List.of("scrm_gateway"));
            new Topics(stores.addresses().kafkaBootstrap()).create("", 6);
            broker.createPeerTopic();
            Map<String, String> environment = new HashMap<>(stores.addresses().settings("scrm_gateway"));
            environment.put(
                    "SCRM_CORPS_FILE", BenchCorps.file(settings.work(), CORPS).toString());
            environment.put(
                    "SCRM_CALLBACK_GAP_DIR", settings.work().resolve("gaps").toString());
            environment.put("SCRM_AUTH_ISSUER", "http://127.0.0.1:1");
            environment.put("SCRM_AUTH_JWK_SET_URI", "http://127.0.0.1:1/jwks");
            environment.put("SCRM_WECOM_BASE_URL", "http://127.0.0.1:1");
            environment.put("SCRM_GATEWAY_CALLBACK_REPLAYWINDOW", "24h"); // a full run lasts longer than five minutes
            settings.progress().accept("starting the gateway");
            try (ServiceProcess server = ServiceProcess.launch(settings, CallbackServer.class, environment)) {
                server.awaitReady();
                HttpLoad load = new HttpLoad(server.port(), CONNECTIONS);
                List<Result> results = new ArrayList<>(rates(server, load));
                results.addAll(halfLoad(load, results.getFirst().value()));
                results.addAll(moreCorps(load));
                results.add(kill(server, load));
                results.add(Result.of("wrong answers", (double) wrongAnswers, "callbacks")
                        .withGoal("0", wrongAnswers == 0));
                return results;
            }
        }

        private List<Result> rates(ServiceProcess server, HttpLoad load) throws InterruptedException {
            int rounds = settings.smoke() ? 3 : 5;
            int perRound = settings.smoke() ? 1_500 : 20_000;
            int warmUp = settings.smoke() ? 8_000 : 100_000; // until a round is as fast as the one before it
            Samples rate = new Samples("/s");
            Samples cpu = new Samples("µs");
            Samples others = new Samples("µs");
            for (int round = -1; round < rounds; round++) {
                settings.progress().accept(round < 0 ? "warming up" : "round " + (round + 1) + " of " + rounds);
                Samples kept = round < 0 ? new Samples("/s") : rate;
                List<SignedCallback> chunk = callbacks.next(round < 0 ? warmUp : perRound, corps);
                List<SignedCallback> genuine =
                        chunk.stream().filter(SignedCallback::genuine).toList();
                List<SignedCallback> few = genuine.subList(0, genuine.size() / 4);
                Duration start = server.cpuTime();
                Duration startOfOthers = cpuTimeOfOthers();
                kept.add(NO_OP, peer(load, "/peer/no-op/", chunk));
                Duration between = server.cpuTime();
                Duration betweenOfOthers = cpuTimeOfOthers();
                kept.add(OURS, intake(load, chunk));
                if (round >= 0) {
                    cpu.add(NO_OP, micros(between.minus(start)) / chunk.size());
                    cpu.add(OURS, micros(server.cpuTime().minus(between)) / chunk.size());
                    others.add(NO_OP, micros(betweenOfOthers.minus(startOfOthers)) / chunk.size());
                    others.add(OURS, micros(cpuTimeOfOthers().minus(betweenOfOthers)) / chunk.size());
                }
                kept.add(WXJAVA, peer(load, "/peer/wxjava/", few));
                kept.add(MYSQL, peer(load, "/peer/mysql/", few));
                kept.add(PRODUCER, broker.produce(keys(chunk), CONNECTIONS));
            }
            Result byNoOp = rate.beside("intake rate", OURS, NO_OP);
            Result byWxJava = rate.beside("intake rate", OURS, WXJAVA);
            return List.of(
                    byNoOp.withGoal(">= 0.70", ratio(byNoOp) >= 0.70),
                    byWxJava.withGoal(">= 10", ratio(byWxJava) >= 10),
                    rate.beside("intake rate", OURS, MYSQL),
                    rate.beside("intake rate", OURS, PRODUCER),
                    cpu.beside("processor time of the gateway for each", OURS, NO_OP),
                    others.beside("processor time of the stores and the load for each", OURS, NO_OP));
        }

        /** What the same cores spend on each callback beside the gateway. */
        private Duration cpuTimeOfOthers() {
            return stores.all()
                    .map(store -> ServiceProcess.cpuTime(store.pid()))
                    .reduce(ServiceProcess.cpuTime(ProcessHandle.current().pid()), Duration::plus);
        }

        private List<Result> halfLoad(HttpLoad load, double fullRate) throws InterruptedException {
            settings.progress().accept("at half load");
            List<SignedCallback> chunk = callbacks.next((int) (fullRate / 2 * (settings.smoke() ? 3 : 20)), corps);
            HttpLoad.Outcome outcome = load.run(requests("/wecom/callback/", chunk), fullRate / 2, new AtomicInteger());
            check(outcome, chunk);
            double p99 = outcome.millis(99);
            return List.of(
                    Result.of("latency at half load, p50", outcome.millis(50), "ms"),
                    Result.of("latency at half load, p99", p99, "ms").withGoal("<= 25 ms", p99 <= 25));
        }

        private List<Result> moreCorps(HttpLoad load) throws InterruptedException {
            int perRound = settings.smoke() ? 1_000 : 10_000;
            Samples rate = new Samples("/s");
            for (int round = 0; round < (settings.smoke() ? 3 : 5); round++) {
                for (int served : List.of(1, 4, 16)) {
                    List<SignedCallback> chunk = callbacks.next(perRound, corps.subList(0, served));
                    rate.add(served + (served == 1 ? " corp" : " corps"), intake(load, chunk));
                }
            }
            Result flat = rate.beside("intake rate, 16 corps", "16 corps", "1 corp");
            return List.of(
                    rate.beside("intake rate, 4 corps", "4 corps", "1 corp"),
                    flat.withGoal(">= 0.85 (flat)", ratio(flat) >= 0.85));
        }

        private Result kill(ServiceProcess server, HttpLoad load) throws InterruptedException {
            settings.progress().accept("kill -9 in the midst");
            List<SignedCallback> chunk = callbacks.next(settings.smoke() ? 2_000 : 20_000, corps);
            AtomicInteger answered = new AtomicInteger();
            Thread killer = Thread.ofPlatform().start(() -> {
                while (answered.get() < chunk.size() / 2) {
                    LockSupport.parkNanos(100_000);
                }
                server.kill();
            });
            HttpLoad.Outcome outcome =
                    load.run(requests("/wecom/callback/", chunk), Double.POSITIVE_INFINITY, answered);
            killer.join();
            noteAcknowledged(outcome, chunk);
            settings.progress().accept("reading what Kafka has");
            Set<EventId> lost = new HashSet<>(acknowledged);
            lost.removeAll(broker.events());
            return Result.of(
                            "acknowledged and lost, of " + acknowledged.size() + ", kill -9 included",
                            lost.size(),
                            "events")
                    .withGoal("0", lost.isEmpty());
        }

        /** The rate of our intake, once it is known whether each got the answer that it should get. */
        private double intake(HttpLoad load, List<SignedCallback> sent) throws InterruptedException {
            HttpLoad.Outcome outcome = load.run(requests("/wecom/callback/", sent));
            check(outcome, sent);
            return outcome.perSecond();
        }

        private double peer(HttpLoad load, String path, List<SignedCallback> sent) throws InterruptedException {
            HttpLoad.Outcome outcome = load.run(requests(path, sent));
            if (outcome.count(200) != sent.size()) {
                settings.progress().accept(path + " answered " + outcome.statusCounts());
            }
            return outcome.perSecond();
        }

        private void check(HttpLoad.Outcome outcome, List<SignedCallback> sent) {
            long wrong = IntStream.range(0, sent.size())
                    .filter(i -> outcome.statuses()[i] != (sent.get(i).genuine() ? 200 : 401))
                    .count();
            if (wrong > 0) {
                settings.progress().accept(wrong + " wrong answers: " + outcome.statusCounts());
            }
            wrongAnswers += wrong;
            noteAcknowledged(outcome, sent);
        }

        private void noteAcknowledged(HttpLoad.Outcome outcome, List<SignedCallback> sent) {
            for (int i = 0; i < sent.size(); i++) {
                if (outcome.statuses()[i] == 200) {
                    acknowledged.add(sent.get(i).id());
                }
            }
        }

        private static List<byte[]> requests(String path, List<SignedCallback> sent) {
            return sent.stream()
                    .map(one -> HttpLoad.post(path + one.corpId() + "?" + one.query(), one.body()))
                    .toList();
        }

        private static List<String> keys(List<SignedCallback> chunk) {
            return chunk.stream().map(one -> one.id().value()).toList();
        }

        private static double micros(Duration duration) {
            return duration.toNanos() / 1e3;
        }

        private static double ratio(Result result) {
            return result.ratio() == null ? Double.NaN : result.ratio();
        }
    }
}
