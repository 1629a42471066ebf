package scrm.localstack.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

import scrm.localstack.EarlierBuild;
import scrm.localstack.Json;
import scrm.localstack.LocalStack;
import scrm.localstack.RunningProcess;
import scrm.localstack.Service;

/**
 * A roll-out: an earlier version serves, the schema is migrated beneath it, the present version comes beside it, and
 * the earlier one leaves, while callbacks, reads and writes go on.
 */
final class F27TwoVersions implements FaultRow {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** In each of which new contacts come: one version, both, each service's replacement, the other version. */
    private static final int STEPS = 3 + Service.values().length;

    /** One of so many requests writes. */
    private static final int WRITES = 40;

    /** Of the errors logged, for who looks for their cause. */
    private static final int SHOWN = 5;

    private static final int CALLBACKS_AT_ONCE = 3;
    private static final int REQUESTS_AT_ONCE = 1;

    @Override
    public String id() {
        return "F27";
    }

    @Override
    public String title() {
        return "old and new version together, migration N -> N+1";
    }

    @Override
    public Result run(FaultContext context) {
        Path root = context.stack().plan().root();
        Path kept = context.stack().plan().home().resolveSibling("earlier");
        Path earlier = EarlierBuild.of(root, kept, context.old(), context.progress());
        FaultContext own = context.withOwnStack(this, earlier);
        try (LocalStack _ = own.stack()) {
            return new RollOut(own, own.corp(this)).to(root);
        }
    }

    /** From the version that runs to another. */
    private static final class RollOut {
        private final FaultContext context;
        private final LocalStack stack;
        private final FaultCorp corp;
        private final Random random;
        private final List<Rotation> rotations;
        private final List<NewLogLines> logs;
        private final Map<SampleWrite, ConcurrentLinkedQueue<String>> written = new HashMap<>();
        private long migrated;
        private long asked;
        private long failed;

        RollOut(FaultContext context, FaultCorp corp) {
            this.context = context;
            this.stack = context.stack();
            this.corp = corp;
            this.random = new Random(context.seed());
            this.rotations = Stream.of(Service.values())
                    .map(service -> new Rotation(context, service))
                    .toList();
            this.logs = new ArrayList<>(Stream.of(Service.values())
                    .map(stack::service)
                    .map(NewLogLines::new)
                    .toList());
            Stream.of(SampleWrite.values()).forEach(write -> written.put(write, new ConcurrentLinkedQueue<>()));
        }

        Result to(Path root) {
            corp.publishPlan("PT1S");
            List<FaultCorp.Arrival> arrivals = corp.arrive(context.size(500, 5_000));
            GroupLoad groups = GroupLoad.of(corp, arrivals, context.size(20, 200));
            Callbacks callbacks = new Callbacks(corp, arrivals, STEPS, rotations.getFirst(), random);
            Traffic posting = new Traffic(CALLBACKS_AT_ONCE, callbacks::post);
            try (posting) {
                during(callbacks, "the earlier version alone", rotations, () -> {
                    rest();
                    context.progress().say("migrating");
                    long before = migrations();
                    stack.upgrade(root);
                    stack.migrate();
                    migrated = migrations() - before;
                    rest();
                });
                join();
                during(callbacks, "both versions", rotations, () -> {
                    corp.deliver(groups.callbacks(), 5);
                    rest();
                });
                // Requests through the gateway would miss a service that is being replaced: it is the last.
                for (Rotation rotation : rotations.reversed()) {
                    during(
                            callbacks,
                            rotation.service().module() + " replaced",
                            List.of(rotation),
                            () -> replace(rotation));
                }
                during(callbacks, "the present version alone", rotations, this::rest);
            }
            asked += posting.asked();
            failed += posting.failed();
            corp.announce(callbacks.unsent(), 50);
            FaultCorp.Effects effects = corp.awaitEffects(arrivals, PATIENCE)
                    .plus(corp.awaitMessages(arrivals, PATIENCE))
                    .plus(new FaultCorp.Effects(groups.awaitWrong(context, corp, PATIENCE), 0))
                    .plus(writes());
            return result(effects, KafkaTopic.deadLetters(stack.stores().addresses()), arrivals.size());
        }

        private long migrations() {
            return Stream.of(Service.values())
                    .mapToLong(service -> {
                        try (JdbcCounts database = JdbcCounts.of(stack, service)) {
                            return database.count("SELECT COUNT(*) FROM flyway_schema_history");
                        }
                    })
                    .sum();
        }

        private void rest() {
            context.last(Duration.ofSeconds(context.size(8, 20)));
        }

        /** Requests go to these while something is done. */
        private void during(Callbacks callbacks, String what, List<Rotation> targets, Runnable doing) {
            context.progress().say(what);
            callbacks.release();
            List<Traffic> requests = targets.stream()
                    .map(rotation -> new Traffic(REQUESTS_AT_ONCE, () -> request(rotation)))
                    .toList();
            try {
                doing.run();
            } finally {
                requests.forEach(Traffic::close);
            }
            requests.forEach(one -> {
                asked += one.asked();
                failed += one.failed();
            });
        }

        /** One more instance of each service, which is of the present version. */
        private void join() {
            List<RunningProcess> present = Stream.of(Service.values())
                    .map(service -> stack.another(service, Duration.ZERO))
                    .toList();
            present.forEach(RunningProcess::launch);
            for (int i = 0; i < present.size(); i++) {
                logs.add(new NewLogLines(present.get(i)));
                rotations.get(i).admit(present.get(i));
            }
        }

        /** The earlier version leaves; the present one comes in its place. */
        private void replace(Rotation rotation) {
            RunningProcess process = stack.service(rotation.service());
            rotation.retire(process);
            process.launch();
            rotation.admit(process);
        }

        private boolean request(Rotation rotation) {
            if (random.nextInt(WRITES) > 0) {
                return rotation.reads(corp);
            }
            return Stream.of(SampleWrite.values())
                    .filter(write -> rotation.service() == Service.GATEWAY || write.service() == rotation.service())
                    .allMatch(write -> isWritten(rotation, write));
        }

        /** Sends a request twice, mostly to two versions, by one key: it must be done once, and answered alike. */
        private boolean isWritten(Rotation rotation, SampleWrite write) {
            Map<String, Object> body = write.body();
            String name = String.valueOf(body.get("name"));
            String[] headers = {
                "Authorization", context.bearer(corp), "Idempotency-Key", write + name.replaceAll("\\D", "")
            };
            Json.Answer first = rotation.rest(corp).send("POST", write.path(), body, headers);
            Json.Answer second = rotation.rest(corp).send("POST", write.path(), body, headers);
            if (first.isOk()) {
                written.getOrDefault(write, new ConcurrentLinkedQueue<>()).add(name);
            }
            return first.isOk()
                    && second.isOk()
                    && first.body().path("id").equals(second.body().path("id"));
        }

        /** What was written and is not there, or is there twice. */
        private FaultCorp.Effects writes() {
            FaultCorp.Effects effects = new FaultCorp.Effects(0, 0);
            for (var write : written.entrySet()) {
                Map<String, Integer> names = new HashMap<>();
                corp.list(write.getKey().list())
                        .forEach((JsonNode one) -> names.merge(one.path("name").asString(), 1, Integer::sum));
                effects = effects.plus(new FaultCorp.Effects(
                        write.getValue().stream()
                                .filter(name -> !names.containsKey(name))
                                .count(),
                        FaultCorp.repeated(names)));
            }
            return effects;
        }

        private Result result(FaultCorp.Effects effects, long deadLetters, int contacts) {
            List<String> logged =
                    logs.stream().flatMap(log -> log.errors().stream()).toList();
            logged.stream().limit(SHOWN).forEach(context.progress()::say);
            long errors = failed + deadLetters + logged.size();
            return new Result(
                    String.format(
                            Locale.ROOT,
                            "%d migrations; %d requests and callbacks, %d of them writes by REST, %d contacts: errors %d (failed %d, dead letters %d,"
                                    + " logged %d), lost %d, duplicate effects %d",
                            migrated,
                            asked,
                            written.values().stream()
                                    .mapToInt(ConcurrentLinkedQueue::size)
                                    .sum(),
                            contacts,
                            errors,
                            failed,
                            deadLetters,
                            logged.size(),
                            effects.missing(),
                            effects.repeated()),
                    "some migrations, errors 0, lost 0, duplicate effects 0",
                    migrated > 0 && errors == 0 && effects.isNone());
        }
    }
}
