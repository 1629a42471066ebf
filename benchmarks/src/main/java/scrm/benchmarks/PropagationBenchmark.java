package scrm.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import scrm.benchmarks.AddLoad.Add;
import scrm.benchmarks.WelcomeLedger.Welcomes;

/**
 * J2: from a callback's acceptance to the welcome's arrival at WeCom, through the real gateway, channel-qrcode-service
 * and tag-service on real stores, at several rates, with a bulk tagging beside it, and with one of two instances
 * killed. Beside it, in alternate rounds, on the same stores and the same WeCom: a handler that does everything inline.
 * In the end REST must tell exactly the attributions and tags that the additions come to.
 */
final class PropagationBenchmark implements Job {
    private static final String OURS = "ours";
    private static final String INLINE = "inline handler";
    private static final String BULK = "ours with bulk tagging";
    private static final Duration FOR_WELCOMES = Duration.ofSeconds(25);
    private static final Duration FOR_TAGS = Duration.ofMinutes(3);
    private static final double BULK_PER_SECOND = 100;

    @Override
    public String name() {
        return "J2";
    }

    @Override
    public String title() {
        return "propagation: callback accepted to welcome at WeCom";
    }

    @Override
    public List<Result> run(JobSettings settings) throws IOException, InterruptedException {
        try (PropagationStack stack = PropagationStack.start(settings)) {
            return new Run(settings, stack).measure();
        }
    }

    /**
     * Additions at one pace.
     *
     * @param perSecond additions
     * @param seconds of each round
     * @param rounds of each contender
     * @param bulk whether rounds with bulk tagging take part
     */
    private record Phase(int perSecond, int seconds, int rounds, boolean bulk) {
        int adds() {
            return perSecond * seconds;
        }
    }

    private static final class Run {
        private final JobSettings settings;
        private final PropagationStack stack;
        private final AddLoad load;
        private final List<Add> ours = new ArrayList<>();
        private long expired;
        private long doubles;
        private long limited;
        private long notAccepted;

        Run(JobSettings settings, PropagationStack stack) {
            this.settings = settings;
            this.stack = stack;
            this.load = new AddLoad(stack.codes());
        }

        List<Result> measure() throws IOException, InterruptedException {
            boolean smoke = settings.smoke();
            warmUp(smoke ? 100 : 4_000);
            List<Phase> phases = smoke
                    ? List.of(new Phase(50, 3, 1, false))
                    : List.of(
                            new Phase(50, 20, 5, true),
                            new Phase(200, 10, 5, false),
                            new Phase(500, 10, 5, false),
                            new Phase(2_000, 5, 3, false));
            List<Result> results = new ArrayList<>();
            for (Phase phase : phases) {
                results.addAll(measure(phase));
            }
            results.add(none("welcomes expired, of " + ours.size(), expired, "welcomes"));
            results.add(none("welcomes sent twice", doubles, "welcomes"));
            if (!smoke) {
                results.addAll(kill(100, 20));
            }
            results.add(none("callbacks not accepted", notAccepted, "callbacks"));
            results.add(Result.of("calls beyond a limit of WeCom's", (double) limited, "calls"));
            results.addAll(checks());
            return results;
        }

        /** Until the JVMs have compiled what they need; what is late here does not count, what is wrong does. */
        private void warmUp(int adds) throws InterruptedException {
            settings.progress().accept("warming up");
            for (int perSecond : List.of(50, 150)) {
                WelcomeLedger ledger = new WelcomeLedger(stack.wecom());
                List<Add> warm = load.run(stack.gatewayPort(), perSecond, adds / 2);
                ours.addAll(warm);
                ledger.of(warm, FOR_WELCOMES, FOR_TAGS);
            }
            WelcomeLedger ledger = new WelcomeLedger(stack.wecom());
            ledger.of(load.run(stack.inlinePort(), 100, adds / 2), FOR_WELCOMES, FOR_TAGS);
        }

        private List<Result> measure(Phase phase) throws InterruptedException {
            Samples p50 = new Samples("ms");
            Samples p99 = new Samples("ms");
            Samples dueP99 = new Samples("ms");
            Samples cpuMeanwhile = new Samples("ms");
            Samples cpuInAll = new Samples("ms");
            for (int round = 1; round <= phase.rounds(); round++) {
                settings.progress()
                        .accept("%d a second, round %d of %d".formatted(phase.perSecond(), round, phase.rounds()));
                note(OURS, ours(phase, OURS, cpuMeanwhile, cpuInAll), p50, p99, dueP99);
                note(INLINE, inline(phase), p50, p99, dueP99);
                if (phase.bulk()) {
                    note(BULK, withBulk(phase, cpuMeanwhile, cpuInAll), p50, p99, dueP99);
                }
            }
            String at = " at " + phase.perSecond() + "/s";
            boolean aimed = phase.perSecond() <= 500 && !settings.smoke(); // a minute's JVMs are still compiling
            List<Result> results = new ArrayList<>();
            results.add(goal(p50.beside("accepted to welcome, p50" + at, OURS, INLINE), aimed, 15));
            results.add(goal(p99.beside("accepted to welcome, p99" + at, OURS, INLINE), aimed, 150));
            results.add(dueP99.beside("due to welcome, p99" + at, OURS, INLINE));
            results.add(cpuMeanwhile.alone("processor time of all while an addition came" + at, OURS));
            results.add(cpuInAll.alone("processor time of all until it was worked off" + at, OURS));
            if (phase.bulk()) {
                results.add(cpuMeanwhile.beside("with bulk tagging, processor time of all meanwhile" + at, BULK, OURS));
                results.add(p50.beside("with bulk tagging, p50" + at, BULK, OURS));
                Result bulk = p99.beside("with bulk tagging, p99" + at, BULK, OURS);
                results.add(bulk.withGoal("<= 1.5", bulk.ratio() != null && bulk.ratio() <= 1.5));
            }
            return results;
        }

        private static Result none(String what, long count, String unit) {
            return Result.of(what, (double) count, unit).withGoal("0", count == 0);
        }

        private static Result goal(Result result, boolean aimed, int millis) {
            return aimed ? result.withGoal("<= " + millis + " ms", result.value() <= millis) : result;
        }

        private Welcomes ours(Phase phase, String contender, Samples cpuMeanwhile, Samples cpuInAll)
                throws InterruptedException {
            Map<String, Duration> start = stack.cpuTimes();
            WelcomeLedger ledger = new WelcomeLedger(stack.wecom());
            List<Add> adds = load.run(stack.gatewayPort(), phase.perSecond(), phase.adds());
            Map<String, Duration> sent = stack.cpuTimes();
            Welcomes welcomes = counted(adds, ledger);
            Map<String, Duration> done = stack.cpuTimes();
            Map<String, Double> meanwhile = perAddition(phase, start, sent);
            Map<String, Double> inAll = perAddition(phase, start, done);
            cpuMeanwhile.add(contender, sum(meanwhile));
            cpuInAll.add(contender, sum(inAll));
            settings.progress().accept("  processor time for each addition while it came, ms: " + told(meanwhile));
            settings.progress().accept("  and until it was worked off: " + told(inAll));
            return welcomes;
        }

        private static Map<String, Double> perAddition(
                Phase phase, Map<String, Duration> from, Map<String, Duration> to) {
            Map<String, Double> millis = new LinkedHashMap<>();
            to.forEach((name, time) -> millis.put(
                    name, time.minus(from.getOrDefault(name, Duration.ZERO)).toNanos() / 1e6 / phase.adds()));
            return millis;
        }

        private static double sum(Map<String, Double> millis) {
            return millis.values().stream().mapToDouble(Double::doubleValue).sum();
        }

        private static String told(Map<String, Double> millis) {
            return millis.entrySet().stream()
                    .map(one -> "%s %.2f".formatted(one.getKey(), one.getValue()))
                    .collect(Collectors.joining(", "));
        }

        private Welcomes counted(List<Add> adds, WelcomeLedger ledger) throws InterruptedException {
            ours.addAll(adds);
            notAccepted += adds.stream().filter(add -> add.status() != 200).count();
            Welcomes welcomes = ledger.of(adds, FOR_WELCOMES, FOR_TAGS);
            expired += welcomes.expired();
            if (welcomes.expired() > 0) {
                settings.progress().accept("  those that did not arrive, by what REST tells: " + outcomes(welcomes));
            }
            doubles += welcomes.doubles();
            limited += welcomes.limited();
            return welcomes;
        }

        private Map<String, Integer> outcomes(Welcomes welcomes) throws InterruptedException {
            Set<String> missing = welcomes.missing().stream()
                    .map(add -> add.friendship().externalUserId())
                    .collect(Collectors.toSet());
            Map<String, Integer> outcomes = new TreeMap<>();
            for (AddLoad.BenchCode code : stack.codes()) {
                String told = code.corpId() + "/live-codes/" + code.liveCodeId() + "/welcomes";
                stack.rest().forEach(told, item -> {
                    if (missing.contains(item.get("externalUserId").asString())) {
                        outcomes.merge(
                                item.get("outcome").asString() + " "
                                        + item.path("reason").asString(""),
                                1,
                                Integer::sum);
                    }
                });
            }
            return outcomes;
        }

        private Welcomes inline(Phase phase) throws InterruptedException {
            WelcomeLedger ledger = new WelcomeLedger(stack.wecom());
            List<Add> adds = load.run(stack.inlinePort(), phase.perSecond(), phase.adds());
            return ledger.of(adds, FOR_WELCOMES, FOR_TAGS);
        }

        private Welcomes withBulk(Phase phase, Samples cpuMeanwhile, Samples cpuInAll) throws InterruptedException {
            try (BulkTagging bulk = BulkTagging.start(stack, ours, BULK_PER_SECOND)) {
                Welcomes welcomes = ours(phase, BULK, cpuMeanwhile, cpuInAll);
                settings.progress().accept("  " + bulk.accepted() + " tags set by the campaign meanwhile");
                return welcomes;
            }
        }

        private void note(String contender, Welcomes welcomes, Samples p50, Samples p99, Samples dueP99) {
            p50.add(contender, Samples.percentile(welcomes.toArrival(), 50));
            p99.add(contender, Samples.percentile(welcomes.toArrival(), 99));
            dueP99.add(contender, Samples.percentile(welcomes.sinceDue(), 99));
            settings.progress()
                    .accept(
                            "  %s: p50 %.1f ms, p99 %.1f ms, p99 since due %.1f ms; %d expired, %d doubles, %d limited, %d untagged"
                                    .formatted(
                                            contender,
                                            Samples.percentile(welcomes.toArrival(), 50),
                                            Samples.percentile(welcomes.toArrival(), 99),
                                            Samples.percentile(welcomes.sinceDue(), 99),
                                            welcomes.expired(),
                                            welcomes.doubles(),
                                            welcomes.limited(),
                                            welcomes.untagged()));
        }

        /** Of two instances, one is killed in the midst. */
        private List<Result> kill(int perSecond, int seconds) throws IOException, InterruptedException {
            settings.progress().accept("starting a second channel-qrcode-service");
            ServiceProcess second = stack.startSecond();
            WelcomeLedger warmUp = new WelcomeLedger(stack.wecom());
            List<Add> warm = load.run(stack.gatewayPort(), 50, 1_000);
            ours.addAll(warm);
            warmUp.of(warm, FOR_WELCOMES, FOR_TAGS);
            settings.progress().accept("kill -9 of the second in the midst");
            WelcomeLedger ledger = new WelcomeLedger(stack.wecom());
            AtomicInteger answered = new AtomicInteger();
            int count = perSecond * seconds;
            Thread killer = Thread.ofPlatform().start(() -> {
                while (answered.get() < count / 3) {
                    LockSupport.parkNanos(1_000_000);
                }
                second.kill();
            });
            List<Add> adds = load.run(stack.gatewayPort(), perSecond, count, answered);
            killer.join();
            long before = expired;
            long doublesBefore = doubles;
            Welcomes welcomes = counted(adds, ledger);
            return List.of(
                    none(
                            "one of two killed at " + perSecond + "/s: expired, of " + count,
                            expired - before,
                            "welcomes"),
                    none("one of two killed: welcomes sent twice", doubles - doublesBefore, "welcomes"),
                    Result.of(
                            "one of two killed: longest wait for a welcome",
                            Samples.percentile(welcomes.toArrival(), 100),
                            "ms"));
        }

        /** What REST tells in the end, beside what it must tell. */
        private List<Result> checks() throws InterruptedException {
            settings.progress().accept("asking REST for attributions and tags");
            Map<String, String> attributed = new HashMap<>();
            Map<String, String> tagged = new HashMap<>();
            List<String> repeated = new ArrayList<>();
            for (AddLoad.BenchCode code : stack.codes()) {
                String corpId = code.corpId();
                stack.rest().forEach(corpId + "/attributions", item -> {
                    String contact = item.get("externalUserId").asString();
                    String of = item.path("firstTouch").path("liveCodeId").asString();
                    if (attributed.put(contact, of) != null) {
                        repeated.add(contact);
                    }
                });
                String tag = stack.tags().get(corpId);
                stack.rest().forEach(corpId + "/external-contacts?tagId=" + tag, item -> {
                    String contact = item.get("externalUserId").asString();
                    if (tagged.put(contact, corpId) != null) {
                        repeated.add(contact);
                    }
                });
            }
            Map<String, String> attributedRight = new HashMap<>();
            Map<String, String> taggedRight = new HashMap<>();
            for (Add add : ours) {
                attributedRight.put(
                        add.friendship().externalUserId(), add.code().liveCodeId());
                taggedRight.put(add.friendship().externalUserId(), add.code().corpId());
            }
            long wrongAttributions = differences(attributedRight, attributed);
            long wrongTags = differences(taggedRight, tagged) + repeated.size();
            return List.of(
                    none("wrong attributions, of " + attributedRight.size(), wrongAttributions, "contacts"),
                    none("wrong tag rows, of " + taggedRight.size(), wrongTags, "contacts"));
        }

        private static long differences(Map<String, String> right, Map<String, String> found) {
            long missingOrWrong = right.entrySet().stream()
                    .filter(one -> !one.getValue().equals(found.get(one.getKey())))
                    .count();
            return missingOrWrong
                    + found.keySet().stream()
                            .filter(contact -> !right.containsKey(contact))
                            .count();
        }
    }
}
