package scrm.localstack.faults;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import scrm.localstack.LocalStack;

/** Kills database and broker: nothing may be acknowledged, and what was missed is repaired by asking WeCom. */
final class F06MySqlAndKafkaDown implements FaultRow {
    @Override
    public String id() {
        return "F6";
    }

    @Override
    public String title() {
        return "MySQL and Kafka down";
    }

    @Override
    public Result run(FaultContext context) {
        FaultCorp corp = context.corp(this);
        List<FaultCorp.Arrival> arrivals = corp.arrive(context.size(100, 2_000));
        LocalStack stack = context.stack();

        stack.stores().mysql().kill();
        stack.stores().kafka().kill();
        CallbackLoad.Acks acks;
        try {
            acks = corp.load()
                    .send(arrivals.stream().map(FaultCorp.Arrival::event).toList(), 20);
        } finally {
            stack.stores().start();
        }
        // Nothing is sent again: only a pull can find them.
        FaultCorp.Effects effects = corp.awaitEffects(arrivals, Duration.ofMinutes(5));
        double repaired = 100.0 * (arrivals.size() - effects.missing()) / arrivals.size();
        return new Result(
                String.format(
                        Locale.ROOT,
                        "%d callbacks: false acks %d, repaired %.1f %%, duplicate effects %d",
                        arrivals.size(),
                        acks.acked(),
                        repaired,
                        effects.repeated()),
                "false acks 0, repaired 100 %",
                acks.acked() == 0 && effects.missing() == 0 && effects.repeated() == 0);
    }
}
