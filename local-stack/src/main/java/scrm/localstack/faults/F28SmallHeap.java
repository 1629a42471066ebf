package scrm.localstack.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import scrm.localstack.Failure;
import scrm.localstack.Json;
import scrm.localstack.RunningProcess;
import scrm.localstack.Service;
import scrm.simulator.callback.CallbackEvent;

/**
 * Ten times as much comes as on a busy day, callbacks and the largest bodies that REST takes, to processes with a small
 * heap (192 MB in a stack of fault rows).
 */
final class F28SmallHeap implements FaultRow {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Ten times the 200 that other rows send. */
    private static final int PER_SECOND = 2_000;

    private static final int CLIENTS = 48;
    private static final int IDS = 10_000;

    @Override
    public String id() {
        return "F28";
    }

    @Override
    public String title() {
        return "a burst of ten times the load on a small heap";
    }

    @Override
    public Result run(FaultContext context) {
        List<RunningProcess> processes =
                Stream.of(Service.values()).map(context.stack()::service).toList();
        List<Long> before = processes.stream().map(RunningProcess::pid).toList();
        List<NewLogLines> logs = processes.stream().map(NewLogLines::new).toList();
        FaultCorp corp = context.corp(this);
        List<FaultCorp.Arrival> arrivals = corp.arrive(context.size(500, 5_000));
        List<CallbackEvent> callbacks = callbacks(corp, arrivals, context.size(20_000, 400_000), context.seed());

        // The channel's own tag is not made before somebody comes by it.
        Map<String, Object> group = Map.of("groupName", "burst", "tags", List.of(Map.of("name", "burst")));
        if (!context.await(
                "tag",
                PATIENCE,
                () -> corp.rest().send("POST", "/tag-groups", group).status() == 201)) {
            throw new Failure("The tag was not made");
        }
        String tagId = corp.list("corp-tags").getFirst().path("tagId").asString();

        Map<String, Integer> answers = new ConcurrentHashMap<>();
        int times = context.size(4, 40);
        CallbackLoad.Acks acks;
        double seconds;
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < CLIENTS; client++) {
                clients.execute(() -> bulk(corp, tagId, times, answers));
            }
            long begin = System.nanoTime();
            acks = corp.load().sendAsWeCom(callbacks, PER_SECOND);
            seconds = (System.nanoTime() - begin) / 1e9;
        }
        FaultCorp.Effects effects = corp.awaitEffects(arrivals, PATIENCE);
        long outOfMemory =
                logs.stream().mapToLong(log -> log.lines("OutOfMemoryError")).sum();
        boolean alive = processes.stream().allMatch(RunningProcess::isReady)
                && before.equals(processes.stream().map(RunningProcess::pid).toList());
        boolean bulksServed = answers.keySet().stream().allMatch(answer -> answer.matches("2..|429|503"))
                && answers.values().stream().mapToInt(n -> n).sum() == CLIENTS * times
                && answers.keySet().stream().anyMatch(answer -> answer.startsWith("2"));
        return new Result(
                String.format(
                        Locale.ROOT,
                        "%d callbacks at %.0f/s of %d/s (%d acked at once, %d never), of %d bulk requests of %d ids answered %s:"
                                + " out of memory %d, %s; lost %d, duplicate effects %d",
                        callbacks.size(),
                        callbacks.size() / seconds,
                        PER_SECOND,
                        acks.acked(),
                        acks.unacked().size(),
                        CLIENTS * times,
                        IDS,
                        answers.entrySet().stream()
                                .map(one -> one.getValue() + " x " + one.getKey())
                                .sorted()
                                .collect(Collectors.joining(", ")),
                        outOfMemory,
                        alive ? "all processes live" : "not all processes live",
                        effects.missing(),
                        effects.repeated()),
                "out of memory 0, all processes live, each bulk request 2xx, 429 or 503 and some 2xx, never acked 0, lost 0,"
                        + " duplicate effects 0",
                outOfMemory == 0 && alive && bulksServed && acks.unacked().isEmpty() && effects.isNone());
    }

    /** Each arrival once, the rest edits, shuffled. */
    private static List<CallbackEvent> callbacks(
            FaultCorp corp, List<FaultCorp.Arrival> arrivals, int total, long seed) {
        Random random = new Random(seed);
        List<CallbackEvent> callbacks =
                new ArrayList<>(arrivals.stream().map(FaultCorp.Arrival::event).toList());
        while (callbacks.size() < total) {
            callbacks.add(corp.edited(arrivals.get(random.nextInt(arrivals.size()))));
        }
        Collections.shuffle(callbacks, random);
        return callbacks;
    }

    /** A dry run over as many ids as may be named, again and again. */
    private static void bulk(FaultCorp corp, String tagId, int times, Map<String, Integer> answers) {
        List<String> ids =
                IntStream.range(0, IDS).mapToObj("wmburst%032d"::formatted).toList();
        Map<String, Object> body = Map.of("externalUserIds", ids, "add", List.of(tagId));
        for (int i = 0; i < times; i++) {
            Json.Answer answer = corp.rest().send("POST", "/external-contacts/tags/bulk?dryRun=true", body);
            answers.merge(
                    answer.status() == 0 ? "none (" + answer.body().asString("") + ")" : "" + answer.status(),
                    1,
                    Integer::sum);
        }
    }
}
