package scrm.localstack.faults;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import scrm.events.Topic;
import scrm.localstack.Json;
import scrm.localstack.Service;
import scrm.simulator.callback.CallbackEvent;

/**
 * Messages that cannot be read stand in every partition of a stream: they are put aside and hold up nobody. Then a
 * consumer cannot write for a while: what it put aside is handled after one command.
 */
final class F18PoisonMessages implements FaultRow {
    private static final String CONSUMER = "tag-service.timeline";
    private static final Topic TOPIC = Topic.EXTERNAL_CONTACT;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Override
    public String id() {
        return "F18";
    }

    @Override
    public String title() {
        return "poison message, wrong schema, huge field";
    }

    @Override
    public Result run(FaultContext context) {
        int poison = context.size(20, 100);
        int stream = context.size(2_000, 100_000);
        Random random = new Random(context.seed());
        FaultCorp corp = context.corp(this);
        List<FaultCorp.Arrival> arrivals = corp.arrive(stream / 10);
        Json timeline = new Json(context.stack().service(Service.TAG).management(), null);
        List<CallbackEvent> callbacks = new ArrayList<>();
        arrivals.forEach(arrival -> callbacks.add(arrival.event()));
        while (callbacks.size() < stream) {
            callbacks.add(corp.edited(arrivals.get(random.nextInt(arrivals.size()))));
        }
        Collections.shuffle(callbacks, random);
        long blocked;
        long dead;
        try (KafkaTopic kafka =
                new KafkaTopic(context.stack().stores().addresses().kafkaBootstrap(), TOPIC)) {
            int half = stream / 2;
            corp.deliver(callbacks.subList(0, half), 400);
            IntStream.range(0, poison).forEach(i -> kafka.publish(poison(corp, i)));
            corp.deliver(callbacks.subList(half, stream), 400);
            blocked = corp.awaitEffects(arrivals, PATIENCE).missing();
            context.await("dead letters", PATIENCE, () -> kafka.deadLetters(CONSUMER) >= poison);
            dead = kafka.deadLetters(CONSUMER);
        }

        List<FaultCorp.Arrival> unlucky = arrivals.subList(0, poison);
        long aside = putAside(context, corp, unlucky, timeline);
        long replayed = timeline.post("/deadletters/" + CONSUMER, Map.of())
                .path("replayed")
                .asLong();
        context.await("replayed effects", PATIENCE, () -> told(corp, unlucky) == poison);
        long handled = told(corp, unlucky);
        return new Result(
                String.format(
                        Locale.ROOT,
                        "%d poison among %d: blocked %d, dead letters %d; %d more put aside by a consumer that could not write: replayed %d, then handled %d of %d",
                        poison,
                        stream,
                        blocked,
                        dead,
                        aside,
                        replayed,
                        handled,
                        poison),
                "blocked 0, dead letters " + poison + ", all replayed by one command, all handled that can be",
                blocked == 0 && dead == poison && replayed == poison + aside && handled == poison);
    }

    private static byte[] poison(FaultCorp corp, int number) {
        String text = switch (number % 4) {
            case 0 -> "no JSON";
            case 1 -> "{\"type\":\"NoSuchEvent\"}";
            case 2 -> "{\"type\":\"ExternalContactEdited\",\"corpId\":{\"value\":" + number + "}}";
            default ->
                "{\"type\":\"ExternalContactEdited\",\"corpId\":\"" + corp.corpId() + "\",\"externalUserId\":\""
                        + "x".repeat(500_000) + "\"}";
        };
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Takes the consumer's table away while contacts part, and puts it back once all of it is put aside. */
    private static long putAside(FaultContext context, FaultCorp corp, List<FaultCorp.Arrival> unlucky, Json timeline) {
        try (JdbcCounts database = JdbcCounts.of(context.stack(), Service.TAG)) {
            long before = waiting(timeline);
            database.change("RENAME TABLE timeline_entry TO timeline_entry_away");
            try {
                List<CallbackEvent> losses = unlucky.stream()
                        .map(arrival ->
                                corp.eventsAt(arrival).delFollowUser(arrival.userId(), arrival.externalUserId()))
                        .toList();
                corp.deliver(losses, 20);
                context.await("letters", PATIENCE, () -> waiting(timeline) >= before + unlucky.size());
                // What follows from the losses is put aside as well: let it come to rest.
                context.last(Duration.ofSeconds(5));
            } finally {
                database.change("RENAME TABLE timeline_entry_away TO timeline_entry");
            }
            return waiting(timeline) - before;
        }
    }

    private static long waiting(Json timeline) {
        return timeline.get("/deadletters/" + CONSUMER).path("waiting").asLong();
    }

    private static long told(FaultCorp corp, List<FaultCorp.Arrival> unlucky) {
        return unlucky.stream()
                .filter(arrival -> corp.timeline(arrival.externalUserId()).stream()
                        .anyMatch(entry -> entry.path("kind").asString().equals("DELETED_BY_CONTACT")))
                .count();
    }
}
