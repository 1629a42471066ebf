package scrm.localstack.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

import scrm.localstack.LocalStack;
import scrm.localstack.Service;
import scrm.simulator.callback.CallbackEvent;

/**
 * The disks of Kafka, of MySQL and of our own processes (logs, the gateway's gaps) are filled up while callbacks come:
 * all at once, then each alone. Nothing may be acknowledged that is not there once there is space again; a store that
 * ended is started again then, as whatever supervises it does.
 */
final class F25DiskFull implements FaultRow {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int SMALL = 64;

    /** The smallest on which the database starts, whose redo log alone takes 512 MB. */
    private static final int DATABASE = 704;

    private static final int PER_SECOND = 20;

    /** Writes by REST that are refused are enough to show how. */
    private static final int REFUSALS = 10;

    @Override
    public String id() {
        return "F25";
    }

    @Override
    public String title() {
        return "disk full: Kafka, MySQL, logs and gaps";
    }

    @Override
    public Result run(FaultContext context) {
        Path home = context.home(this);
        try (SmallDisk kafka = SmallDisk.at(home.resolve("stores/kafka"), SMALL);
                SmallDisk mysql = SmallDisk.at(home.resolve("stores/mysql"), DATABASE);
                SmallDisk logs = SmallDisk.at(home.resolve("logs"), SMALL);
                SmallDisk gaps = SmallDisk.at(home.resolve("callback-gaps"), SMALL)) {
            FaultContext own = context.withOwnStack(this, context.stack().plan().root());
            try (LocalStack _ = own.stack()) {
                Trial trial = new Trial(own, own.corp(this));
                Phase all = trial.run("all of them", () -> {}, kafka, mysql, logs, gaps);
                Phase broker = trial.run("Kafka's", () -> {}, kafka);
                Phase database = trial.run("MySQL's", trial::write, mysql);
                Phase ours = trial.run("logs and gaps", () -> {}, logs, gaps);
                return trial.result(all, broker, database, ours);
            }
        }
    }

    /**
     * What came of one full disk, or of several.
     *
     * @param falseAcks acknowledged, but without effect
     * @param effects after what was not acknowledged was sent again; repeated ones since the corp began
     * @param brokerEnded whether Kafka gave up by itself
     */
    private record Phase(
            String full,
            int acked,
            int total,
            long falseAcks,
            FaultCorp.Effects effects,
            boolean brokerEnded,
            long recoverySeconds) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s: acked %d of %d%s, recovered %d s after there was space",
                    full,
                    acked,
                    total,
                    brokerEnded ? ", Kafka ended" : "",
                    recoverySeconds);
        }
    }

    /** One stack and one corp through all of it. */
    private static final class Trial {
        private final FaultContext context;
        private final FaultCorp corp;
        private final Random random;
        private final Refusals refusals = new Refusals();
        private final List<String> written = new ArrayList<>();

        Trial(FaultContext context, FaultCorp corp) {
            this.context = context;
            this.corp = corp;
            this.random = new Random(context.seed());
        }

        Phase run(String full, Runnable meanwhile, SmallDisk... disks) {
            List<FaultCorp.Arrival> arrivals = corp.arrive(context.size(300, 2_000));
            List<CallbackEvent> events =
                    arrivals.stream().map(FaultCorp.Arrival::event).toList();
            context.progress().say("no space left: " + full);
            CallbackLoad.Acks acks;
            boolean brokerEnded;
            try {
                var sending = CompletableFuture.supplyAsync(
                        () -> corp.load().send(events, PER_SECOND), Thread::startVirtualThread);
                context.last(Duration.ofMillis(500 + random.nextInt(2_000)));
                Stream.of(disks).forEach(SmallDisk::fill);
                meanwhile.run();
                acks = sending.join();
                brokerEnded = !context.stack().stores().kafka().isRunning();
            } finally {
                Stream.of(disks).forEach(SmallDisk::free);
            }
            long begin = System.nanoTime();
            context.stack().stores().start();
            Set<CallbackEvent> unacked = new HashSet<>(acks.unacked());
            long falseAcks = corp.awaitEffects(
                            arrivals.stream()
                                    .filter(arrival -> !unacked.contains(arrival.event()))
                                    .toList(),
                            PATIENCE)
                    .missing();
            sendAgain(acks.unacked());
            FaultCorp.Effects effects = corp.awaitEffects(arrivals, PATIENCE);
            Phase phase = new Phase(
                    full,
                    acks.acked(),
                    arrivals.size(),
                    falseAcks,
                    effects,
                    brokerEnded,
                    Duration.ofNanos(System.nanoTime() - begin).toSeconds());
            context.progress().say(phase.toString());
            return phase;
        }

        /** As WeCom does, only with more patience. */
        private void sendAgain(List<CallbackEvent> unacked) {
            AtomicReference<List<CallbackEvent>> left = new AtomicReference<>(unacked);
            context.await(
                    "acknowledgements",
                    PATIENCE,
                    () -> left.updateAndGet(events ->
                                    corp.load().send(events, PER_SECOND).unacked())
                            .isEmpty());
        }

        /** Writes by REST until the database has taken all that finds room. */
        void write() {
            String text = "演练".repeat(200);
            for (int i = 0; i < 1_000 && refusals.asked() - refusals.taken() < REFUSALS; i++) {
                String name = "满盘" + i;
                if (refusals.ask(corp, "POST", SampleWrite.MATERIAL.path(), Map.of("name", name, "text", text))) {
                    written.add(name);
                }
            }
        }

        Result result(Phase all, Phase broker, Phase database, Phase ours) {
            List<Phase> phases = List.of(all, broker, database, ours);
            Set<String> names = corp.list(SampleWrite.MATERIAL.list()).stream()
                    .map((JsonNode material) -> material.path("name").asString())
                    .collect(Collectors.toSet());
            long unwritten =
                    written.stream().filter(name -> !names.contains(name)).count();
            long falseAcks =
                    unwritten + phases.stream().mapToLong(Phase::falseAcks).sum();
            long lost = phases.stream()
                    .mapToLong(phase -> phase.effects().missing())
                    .sum();
            long repeated = ours.effects().repeated();
            long deadLetters = KafkaTopic.deadLetters(context.stack().stores().addresses());
            long ended = Stream.of(Service.values())
                    .filter(service -> !context.stack().service(service).isRunning())
                    .count();
            boolean isFelt = all.acked() < all.total() && broker.brokerEnded() && refusals.clear() > 0;
            return new Result(
                    String.format(
                            Locale.ROOT,
                            "%s; by REST written %d, refused with 503 and Retry-After %d, in other ways %s: false acks %d, lost %d,"
                                    + " duplicate effects %d, dead letters %d, services that ended %d",
                            phases.stream().map(Phase::toString).collect(Collectors.joining("; ")),
                            written.size(),
                            refusals.clear(),
                            refusals.others(),
                            falseAcks,
                            lost,
                            repeated,
                            deadLetters,
                            ended),
                    "every fault felt, false acks 0, lost 0, duplicate effects 0, dead letters 0, no service ended, REST 503 with"
                            + " Retry-After",
                    isFelt
                            && falseAcks == 0
                            && lost == 0
                            && repeated == 0
                            && deadLetters == 0
                            && ended == 0
                            && refusals.others().isEmpty());
        }
    }
}
