package scrm.localstack.faults;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * Strangers join the groups of all our consumers, take partitions, read and leave again without a word: whatever they
 * were given comes to us in the end, and once.
 */
final class F19RebalanceStorm implements FaultRow {
    private static final int PER_SECOND = 40;

    @Override
    public String id() {
        return "F19";
    }

    @Override
    public String title() {
        return "rebalance storm: consumers join and leave";
    }

    @Override
    public Result run(FaultContext context) {
        int seconds = context.size(30, 600);
        FaultCorp corp = context.corp(this);
        corp.publishPlan("PT1S");
        List<FaultCorp.Arrival> arrivals = corp.arrive(seconds * PER_SECOND);
        KafkaStrangers strangers =
                new KafkaStrangers(context.stack().stores().addresses().kafkaBootstrap(), new Random(context.seed()));

        CompletableFuture<KafkaStrangers.Visits> visiting = CompletableFuture.supplyAsync(
                () -> strangers.visit(Duration.ofSeconds(seconds)), Thread::startVirtualThread);
        corp.announce(arrivals, PER_SECOND);
        KafkaStrangers.Visits visits = visiting.join();
        Duration patience = Duration.ofMinutes(3);
        FaultCorp.Effects effects = corp.awaitEffects(arrivals, patience).plus(corp.awaitMessages(arrivals, patience));
        return new Result(
                String.format(
                        Locale.ROOT,
                        "%d contacts while strangers came %d times to %d groups and were given events in %d: lost %d, double"
                                + " effects %d",
                        arrivals.size(),
                        visits.visits(),
                        visits.groups(),
                        visits.given(),
                        effects.missing(),
                        effects.repeated()),
                "strangers are given events in several groups, lost 0, double effects 0",
                effects.isNone() && visits.given() > 1);
    }
}
