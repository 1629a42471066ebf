package scrm.localstack.faults;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import scrm.localstack.Json;
import scrm.localstack.Pause;
import scrm.localstack.RunningProcess;
import scrm.localstack.Service;
import scrm.simulator.callback.CallbackEvent;
import scrm.simulator.callback.CallbackSigner;

/**
 * Each service is restarted as a roll-out does it, one instance after the other, while callbacks come and clients read:
 * an instance gets nothing new from the moment at which it is told to end, and finishes what it has begun.
 */
final class F26RollingRestart implements FaultRow {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

    /** As long as {@code preStop} waits at least, so that whoever has just been sent there arrives. */
    private static final Duration UNTIL_KNOWN = Duration.ofSeconds(1);

    /** One of so many callbacks tells of a new contact. */
    private static final int EDITS = 8;

    private static final int STOPS = 2 * Service.values().length;

    private static final Map<Service, String> READ = Map.of(
            Service.TAG, "/external-contacts",
            Service.GROUP, "/group-chats",
            Service.SOP, "/plans",
            Service.CHANNEL, "/attributions");

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
        Rotation gateways = new Rotation(context.stack().service(Service.GATEWAY));
        Callbacks callbacks = new Callbacks(corp, arrivals, gateways, new Random(context.seed()));
        long slowest = 0;
        long failed = 0;
        long asked = 0;
        int without = 0;
        Traffic posting = new Traffic(callbacks::post);
        try (posting) {
            for (Service service : Service.values()) {
                Rotation rotation = service == Service.GATEWAY
                        ? gateways
                        : new Rotation(context.stack().service(service));
                long posted = callbacks.posted();
                Traffic reading = new Traffic(() -> reads(context, corp, service, rotation));
                try (reading) {
                    slowest = Math.max(slowest, roll(context, service, rotation, callbacks));
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
    private static long roll(FaultContext context, Service service, Rotation rotation, Callbacks callbacks) {
        RunningProcess first = context.stack().service(service);
        RunningProcess second = context.stack().another(service, Duration.ZERO);
        second.launch();
        second.awaitReady(context.progress());
        rotation.add(second);
        context.last(UNTIL_KNOWN);
        callbacks.release();
        long firsts = stop(context, rotation, first);
        first.launch();
        first.awaitReady(context.progress());
        rotation.add(first);
        context.last(UNTIL_KNOWN);
        callbacks.release();
        long seconds = stop(context, rotation, second);
        context.progress().say("%s restarted, after %d ms and %d ms".formatted(service.module(), firsts, seconds));
        return Math.max(firsts, seconds);
    }

    private static long stop(FaultContext context, Rotation rotation, RunningProcess process) {
        rotation.remove(process);
        context.last(UNTIL_KNOWN);
        long begin = System.nanoTime();
        process.stop();
        return (System.nanoTime() - begin) / 1_000_000;
    }

    private static boolean reads(FaultContext context, FaultCorp corp, Service service, Rotation rotation) {
        String resource = READ.getOrDefault(service, "/channels");
        URI base = URI.create(rotation.next() + "/v1/corps/" + corp.corpId());
        return new Json(base, null)
                .send("GET", resource + "?limit=50", null, "Authorization", context.bearer(corp))
                .isOk();
    }

    /** The instances that get requests, in turn; what a load balancer does. */
    private static final class Rotation {
        private final AtomicLong turn = new AtomicLong();
        private volatile List<RunningProcess> instances;

        Rotation(RunningProcess first) {
            this.instances = List.of(first);
        }

        URI next() {
            List<RunningProcess> now = instances;
            return now.get((int) (turn.getAndIncrement() % now.size())).url();
        }

        void add(RunningProcess instance) {
            List<RunningProcess> more = new ArrayList<>(instances);
            more.add(instance);
            instances = List.copyOf(more);
        }

        void remove(RunningProcess instance) {
            instances = instances.stream().filter(other -> other != instance).toList();
        }
    }

    /** Callbacks of new contacts, some of them at each stop, and of edits of those who are known. */
    private static final class Callbacks {
        private final FaultCorp corp;
        private final List<FaultCorp.Arrival> arrivals;
        private final Rotation gateways;
        private final CallbackSigner signer;
        private final Intake intake = new Intake();
        private final ConcurrentLinkedQueue<FaultCorp.Arrival> later;
        private final ConcurrentLinkedQueue<FaultCorp.Arrival> now = new ConcurrentLinkedQueue<>();
        private final AtomicLong posted = new AtomicLong();
        private final Random random;

        Callbacks(FaultCorp corp, List<FaultCorp.Arrival> arrivals, Rotation gateways, Random random) {
            this.corp = corp;
            this.arrivals = arrivals;
            this.gateways = gateways;
            this.signer = corp.signer(Duration.ZERO);
            this.later = new ConcurrentLinkedQueue<>(arrivals);
            this.random = random;
        }

        /** Lets the next share come: all at once would have come before the later services are stopped. */
        void release() {
            for (int i = 0; i < arrivals.size() / STOPS && !later.isEmpty(); i++) {
                now.add(later.remove());
            }
        }

        boolean post() {
            FaultCorp.Arrival arrival = random.nextInt(EDITS) == 0 ? now.poll() : null;
            CallbackEvent event =
                    arrival != null ? arrival.event() : corp.edited(arrivals.get(random.nextInt(arrivals.size())));
            URI url = URI.create(gateways.next() + "/wecom/callback/" + corp.corpId());
            boolean taken = intake.post(url, signer.signed(event)).isAccepted();
            if (arrival != null) {
                posted.incrementAndGet();
                if (!taken) {
                    now.add(arrival); // as WeCom does; it counts as failed all the same
                }
            }
            return taken;
        }

        /** How many of new contacts. */
        long posted() {
            return posted.get();
        }

        List<FaultCorp.Arrival> unsent() {
            return Stream.concat(now.stream(), later.stream()).toList();
        }
    }

    /** Requests without end, a pause after each, until it is closed. */
    private static final class Traffic implements AutoCloseable {
        private static final int AT_ONCE = 15;

        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final AtomicLong asked = new AtomicLong();
        private final AtomicLong failed = new AtomicLong();
        private volatile boolean closed;

        Traffic(BooleanSupplier request) {
            for (int i = 0; i < AT_ONCE; i++) {
                threads.execute(() -> {
                    while (!closed) {
                        failed.addAndGet(request.getAsBoolean() ? 0 : 1);
                        asked.incrementAndGet();
                        Pause.briefly();
                    }
                });
            }
        }

        long asked() {
            return asked.get();
        }

        long failed() {
            return failed.get();
        }

        /** Returns when the last one has been answered. */
        @Override
        public void close() {
            closed = true;
            threads.close();
        }
    }
}
