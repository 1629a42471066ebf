package scrm.localstack.faults;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import scrm.stores.StoreServer;

/** Kills the broker while callbacks keep coming: they are acknowledged through the inbox and told to Kafka later. */
final class F03KafkaRefused implements FaultRow {
    @Override
    public String id() {
        return "F3";
    }

    @Override
    public String title() {
        return "Kafka refused";
    }

    @Override
    public Result run(FaultContext context) {
        int seconds = context.size(20, 60);
        int perSecond = context.size(100, 500);
        FaultCorp corp = context.corp(this);
        List<FaultCorp.Arrival> arrivals = corp.arrive(seconds * perSecond);
        StoreServer kafka = context.stack().stores().kafka();

        kafka.kill();
        CallbackLoad.Acks acks;
        try {
            acks = corp.load()
                    .sendAsWeCom(arrivals.stream().map(FaultCorp.Arrival::event).toList(), perSecond);
        } finally {
            kafka.start();
        }
        FaultCorp.Effects effects = corp.awaitEffects(arrivals, Duration.ofMinutes(5));
        double ackedPercent = 100.0 * acks.acked() / arrivals.size();
        return new Result(
                String.format(
                        Locale.ROOT,
                        "acked %.2f %% of %d in %d s at the first attempt, p99 ack %d ms, lost %d, duplicate effects %d",
                        ackedPercent,
                        arrivals.size(),
                        seconds,
                        acks.p99Millis(),
                        effects.missing(),
                        effects.repeated()),
                "all acked, p99 ack < 1000 ms, lost 0",
                acks.unacked().isEmpty()
                        && acks.p99Millis() < 1000
                        && effects.missing() == 0
                        && effects.repeated() == 0);
    }
}
