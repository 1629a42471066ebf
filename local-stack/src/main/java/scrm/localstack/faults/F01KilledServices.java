package scrm.localstack.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import scrm.localstack.RunningProcess;
import scrm.localstack.Service;
import scrm.simulator.callback.CallbackEvent;

/** Kills each service in turn while callbacks keep coming. */
final class F01KilledServices implements FaultRow {
    private static final int PER_SECOND = 400;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Override
    public String id() {
        return "F1";
    }

    @Override
    public String title() {
        return "kill -9 of each service in turn, mid-batch";
    }

    @Override
    public Result run(FaultContext context) {
        int total = context.size(50_000, 1_000_000);
        int kills = context.size(5, 20);
        FaultCorp corp = context.corp(this);
        corp.publishPlan("PT1S");
        List<FaultCorp.Arrival> arrivals = corp.arrive(context.size(2_000, 20_000));
        GroupLoad groups = GroupLoad.of(corp, arrivals, context.size(40, 400));
        List<CallbackEvent> callbacks = callbacks(corp, arrivals, groups, total, new Random(context.seed()));

        CompletableFuture<Double> killing =
                CompletableFuture.supplyAsync(() -> kill(context, kills), Thread::startVirtualThread);
        CallbackLoad.Acks acks = corp.load().send(callbacks, PER_SECOND);
        int first = acks.acked();
        double recovery = killing.join();
        while (!acks.unacked().isEmpty()) {
            // WeCom tries again; what was never acknowledged is not lost but late.
            acks = corp.load().send(acks.unacked(), PER_SECOND);
        }
        FaultCorp.Effects effects = corp.awaitEffects(arrivals, PATIENCE).plus(corp.awaitMessages(arrivals, PATIENCE));
        long wrongGroups = groups.awaitWrong(context, corp, PATIENCE);
        return new Result(
                String.format(
                        Locale.ROOT,
                        "%d callbacks (%d acknowledged at once), %d kills: lost %d, duplicate effects %d, of %d"
                                + " groups wrong %d, recovery %.1f s",
                        total,
                        first,
                        kills,
                        effects.missing(),
                        effects.repeated(),
                        groups.sizes().size(),
                        wrongGroups,
                        recovery),
                "lost 0, duplicate effects (welcomes, attributions, messages of a plan) 0, groups wrong 0",
                effects.isNone() && wrongGroups == 0);
    }

    /** Each arrival once to three times, what is told of groups, the rest edits, shuffled. */
    private static List<CallbackEvent> callbacks(
            FaultCorp corp, List<FaultCorp.Arrival> arrivals, GroupLoad groups, int total, Random random) {
        List<CallbackEvent> callbacks = new ArrayList<>(groups.callbacks());
        arrivals.forEach(arrival -> callbacks.addAll(Collections.nCopies(1 + random.nextInt(3), arrival.event())));
        while (callbacks.size() < total) {
            callbacks.add(corp.edited(arrivals.get(random.nextInt(arrivals.size()))));
        }
        Collections.shuffle(callbacks, random);
        return callbacks;
    }

    /** Returns the longest time from a kill to readiness, in seconds. */
    private static double kill(FaultContext context, int kills) {
        double longest = 0;
        Service[] services = Service.values();
        for (int i = 0; i < kills; i++) {
            context.last(Duration.ofSeconds(3));
            RunningProcess service = context.stack().service(services[i % services.length]);
            long begin = System.nanoTime();
            service.kill();
            service.launch();
            service.awaitReady(context.progress());
            double seconds = (System.nanoTime() - begin) / 1e9;
            context.progress()
                    .say(String.format(Locale.ROOT, "%s killed, ready again after %.1f s", service.name(), seconds));
            longest = Math.max(longest, seconds);
        }
        return longest;
    }
}
