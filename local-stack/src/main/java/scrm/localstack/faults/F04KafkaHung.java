package scrm.localstack.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

import scrm.localstack.Service;
import scrm.stores.StoreServer;

/**
 * The broker holds its connections and answers nobody, which takes longer to notice than a refusal: callbacks are
 * acknowledged through the inbox all the same, and nobody who waits for Kafka takes a thread from those who do not.
 */
final class F04KafkaHung implements FaultRow {
    /** What the gateway may have more than before: it serves on virtual threads, and waits with few others. */
    private static final int MORE_THREADS = 50;

    @Override
    public String id() {
        return "F4";
    }

    @Override
    public String title() {
        return "Kafka hung";
    }

    @Override
    public Result run(FaultContext context) {
        int seconds = context.size(20, 60);
        int perSecond = context.size(100, 500);
        FaultCorp corp = context.corp(this);
        List<FaultCorp.Arrival> arrivals = corp.arrive(seconds * perSecond);
        StoreServer kafka = context.stack().stores().kafka();
        long inboxBefore = byInbox(context);
        long threadsBefore = threads(context);
        List<Long> threads = new ArrayList<>(List.of(threadsBefore));

        kafka.suspend();
        CallbackLoad.Acks acks;
        try {
            var sending = CompletableFuture.supplyAsync(
                    () -> corp.load()
                            .sendAsWeCom(
                                    arrivals.stream()
                                            .map(FaultCorp.Arrival::event)
                                            .toList(),
                                    perSecond),
                    Thread::startVirtualThread);
            while (!sending.isDone()) {
                threads.add(threads(context));
                context.last(Duration.ofSeconds(1));
            }
            acks = sending.join();
        } finally {
            kafka.resume();
        }
        long byInbox = byInbox(context) - inboxBefore;
        FaultCorp.Effects effects = corp.awaitEffects(arrivals, Duration.ofMinutes(5));
        long most = threads.stream().mapToLong(Long::longValue).max().orElse(0);
        return new Result(
                String.format(
                        Locale.ROOT,
                        "acked %d of %d in %d s at the first attempt, %d by the inbox, never %d, p99 ack %d ms, threads at most %d (%d"
                                + " before), lost %d, duplicate effects %d",
                        acks.acked(),
                        arrivals.size(),
                        seconds,
                        byInbox,
                        acks.unacked().size(),
                        acks.p99Millis(),
                        most,
                        threadsBefore,
                        effects.missing(),
                        effects.repeated()),
                "all acked, p99 ack inside WeCom's 5 s, no pile-up of threads, lost 0",
                acks.unacked().isEmpty()
                        && byInbox > 0
                        && threadsBefore > 0
                        && acks.p99Millis() < 5000
                        && most <= threadsBefore + MORE_THREADS
                        && effects.isNone());
    }

    private static long threads(FaultContext context) {
        return context.metric(Service.GATEWAY, "jvm.threads.live");
    }

    /** How many went to MySQL because Kafka did not answer. */
    private static long byInbox(FaultContext context) {
        return context.metric(Service.GATEWAY, "scrm.callback.accepted?tag=way:inbox");
    }
}
