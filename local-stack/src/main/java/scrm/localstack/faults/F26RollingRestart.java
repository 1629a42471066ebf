package scrm.localstack.faults;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import scrm.localstack.RunningProcess;
import scrm.localstack.Service;

/**
 * Each service is restarted as a roll-out does it, one instance after the other, while callbacks come and clients read:
 * an instance gets nothing new from the moment at which it is told to end, and finishes what it has begun.
 */
final class F26RollingRestart implements FaultRow {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

    private static final int STOPS = 2 * Service.values().length;
    private static final int AT_ONCE = 15;

    @Override
    public String id() {
        return "F26";
    }

    @Override
    public String title() {
        return "rolling restart: SIGTERM to each instance in turn, under load";
    }

    @Override
    public Result run(FaultContext context) {
        FaultCorp corp = context.corp(this);
        corp.publishPlan("PT1S");
        List<FaultCorp.Arrival> arrivals = corp.arrive(context.size(400, 4_000));
        Rotation gateways = new Rotation(context, Service.GATEWAY);
        Callbacks callbacks = new Callbacks(corp, arrivals, STOPS, gateways, new Random(context.seed()));
        long slowest = 0;
        long failed = 0;
        long asked = 0;
        int without = 0;
        Traffic posting = new Traffic(AT_ONCE, callbacks::post);
        try (posting) {
            for (Service service : Service.values()) {
                Rotation rotation = service == Service.GATEWAY ? gateways : new Rotation(context, service);
                long posted = callbacks.posted();
                Traffic reading = new Traffic(AT_ONCE, () -> rotation.reads(corp));
                try (reading) {
                    slowest = Math.max(slowest, roll(context, rotation, callbacks));
                }
                without += callbacks.posted() == posted ? 1 : 0;
                failed += reading.failed();
                asked += reading.asked();
            }
        }
        failed += posting.failed();
        asked += posting.asked();
        corp.announce(callbacks.unsent(), 100);
        FaultCorp.Effects effects = corp.awaitEffects(arrivals, PATIENCE).plus(corp.awaitMessages(arrivals, PATIENCE));
        return new Result(
                String.format(
                        Locale.ROOT,
                        "%d requests and callbacks while %d instances were stopped: failed %d, slowest stop %.1f s; services restarted"
                                + " while no new contact came %d; of %d contacts lost %d, duplicate effects %d",
                        asked,
                        STOPS,
                        failed,
                        slowest / 1000.0,
                        without,
                        arrivals.size(),
                        effects.missing(),
                        effects.repeated()),
                "failed 0, each stopped within 30 s, new contacts at each restart, lost 0, duplicate effects 0",
                failed == 0 && slowest <= LONGEST_STOP.toMillis() && without == 0 && effects.isNone());
    }

    /** Returns the milliseconds that the slower instance took to end. */
    private static long roll(FaultContext context, Rotation rotation, Callbacks callbacks) {
        Service service = rotation.service();
        RunningProcess first = context.stack().service(service);
        RunningProcess second = context.stack().another(service, Duration.ZERO);
        second.launch();
        rotation.admit(second);
        callbacks.release();
        long firsts = rotation.retire(first);
        first.launch();
        rotation.admit(first);
        callbacks.release();
        long seconds = rotation.retire(second);
        context.progress().say("%s restarted, after %d ms and %d ms".formatted(service.module(), firsts, seconds));
        return Math.max(firsts, seconds);
    }
}
