package scrm.localstack.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

import scrm.localstack.Json;
import scrm.localstack.RunningProcess;
import scrm.localstack.Service;
import scrm.simulator.callback.CallbackEvent;

/**
 * Kills a service while its database shows that it is between two steps. The exact points, one by one, are halted at in
 * messaging's HaltIT; here the real services are hit, with a WeCom that keeps count.
 */
final class F02HaltedBetweenSteps implements FaultRow {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final List<Service> SERVICES = List.of(Service.CHANNEL, Service.TAG, Service.GROUP, Service.SOP);

    /** What a database shows between two steps. */
    private enum Step {
        /** Claims and effects are committed, offsets perhaps not. */
        BEFORE_OFFSET_COMMIT("SELECT COUNT(*) FROM inbox"),
        /** Events are committed, but Kafka does not have them. */
        BEFORE_KAFKA_SEND("SELECT COUNT(*) FROM outbox"),
        /** A call to WeCom is under way. */
        DURING_CALL("SELECT COUNT(*) FROM work WHERE state = 'RUNNING'");

        private final String count;

        Step(String count) {
            this.count = count;
        }
    }

    @Override
    public String id() {
        return "F2";
    }

    @Override
    public String title() {
        return "halt between DB commit and Kafka send, offset commit, settlement";
    }

    @Override
    public Result run(FaultContext context) {
        int kills = context.size(12, 60);
        Random random = new Random(context.seed());
        FaultCorp corp = context.corp(this);
        corp.publishPlan("PT1S");
        List<FaultCorp.Arrival> all = new ArrayList<>();
        long redelivered = 0;
        long missing = 0;
        long repeated = 0;
        for (int i = 0; i < kills; i++) {
            Step step = Step.values()[i / SERVICES.size() % Step.values().length];
            Service service = SERVICES.get(i % SERVICES.size());
            List<FaultCorp.Arrival> batch = corp.arrive(50);
            all.addAll(batch);
            GroupLoad groups = GroupLoad.of(corp, batch, 10);
            FaultCorp.Effects effects = killDuring(context, corp, batch, groups, service, step, random.nextInt(20));
            missing += effects.missing();
            repeated = effects.repeated();
            redelivered += repeatedTo(context.stack().service(service));
        }
        FaultCorp.Effects messages = corp.awaitMessages(all, PATIENCE);
        missing += messages.missing();
        repeated += messages.repeated();
        repeated += all.stream().filter(arrival -> touches(corp, arrival) > 1).count();
        return new Result(
                String.format(
                        Locale.ROOT,
                        "%d contacts, their groups and messages, %d kills: lost %d, second effects %d (%d events were delivered again)",
                        all.size(),
                        kills,
                        missing,
                        repeated,
                        redelivered),
                "lost 0, second effects 0",
                missing == 0 && repeated == 0);
    }

    private static FaultCorp.Effects killDuring(
            FaultContext context,
            FaultCorp corp,
            List<FaultCorp.Arrival> batch,
            GroupLoad groups,
            Service service,
            Step step,
            int laterRows) {
        List<CallbackEvent> callbacks = Stream.concat(
                        batch.stream().map(FaultCorp.Arrival::event), groups.callbacks().stream())
                .toList();
        RunningProcess process = context.stack().service(service);
        try (JdbcCounts database = JdbcCounts.of(context.stack(), service)) {
            long before = step == Step.BEFORE_OFFSET_COMMIT ? database.count(step.count) + laterRows : 0;
            var sending =
                    CompletableFuture.supplyAsync(() -> corp.load().send(callbacks, 25), Thread::startVirtualThread);
            while (database.count(step.count) <= before && !sending.isDone()) {
                Thread.onSpinWait();
            }
            boolean found = !sending.isDone();
            process.kill();
            context.progress().say(service.module() + " killed " + (found ? step : "when all was sent"));
            process.launch();
            process.awaitReady(context.progress());
            List<CallbackEvent> unacked = sending.join().unacked();
            while (!unacked.isEmpty()) {
                unacked = corp.load().send(unacked, 25).unacked();
            }
        }
        FaultCorp.Effects effects = corp.awaitEffects(batch, PATIENCE);
        return effects.plus(new FaultCorp.Effects(groups.awaitWrong(context, corp, PATIENCE), 0));
    }

    /** How many deliveries the process has dropped as repetitions: that the kills hit what they should. */
    private static long repeatedTo(RunningProcess process) {
        Json.Answer repeated =
                new Json(process.management(), null).send("GET", "/metrics/scrm.events?tag=outcome:repeated", null);
        // A process that has dropped none does not know the outcome yet.
        return repeated.isOk() ? repeated.body().at("/measurements/0/value").asLong() : 0;
    }

    private static long touches(FaultCorp corp, FaultCorp.Arrival arrival) {
        JsonNode found = corp.rest().get("/attributions?externalUserId=" + arrival.externalUserId());
        String id = found.path("items").path(0).path("id").asString();
        return corp.rest().get("/attributions/" + id).path("touches").size();
    }
}
