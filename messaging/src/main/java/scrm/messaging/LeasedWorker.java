package scrm.messaging;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Does the work of the queue: for each {@link WorkHandler} it claims what is due, has it done outside any transaction,
 * and settles it.
 */
final class LeasedWorker implements SmartLifecycle, JdbcWorkQueue.Worker {
    private static final Logger log = LoggerFactory.getLogger(LeasedWorker.class);

    /** How long work in flight may take to end when the process is told to stop. */
    private static final Duration PATIENCE = Duration.ofSeconds(28);

    /** How often work is looked for whose lease has expired. */
    private static final Duration EXPIRY = Duration.ofSeconds(1);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

    private final JdbcClaims claims;
    private final EventJson json;
    private final MeterRegistry meters;
    private final Duration poll;
    private final Duration callLease;
    private final Map<String, Kind<?>> kinds;

    /** As many as there are places; idle ones end after a minute. */
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("work-", 1).daemon().factory());

    private volatile boolean running;

    LeasedWorker(
            List<WorkHandler<?>> handlers,
            JdbcWorkQueue queue,
            JdbcClaims claims,
            EventJson json,
            MeterRegistry meters,
            MessagingProperties properties) {
        this.claims = claims;
        this.json = json;
        this.meters = meters;
        this.poll = properties.poll();
        this.callLease = properties.callLease();
        // Two handlers of one kind are a mistake that this makes known.
        this.kinds = handlers.stream()
                .<Kind<?>>map(handler -> new Kind<>(handler))
                .collect(Collectors.toMap(kind -> kind.handler.kind(), Function.identity()));
        queue.employ(this);
    }

    @Override
    public void nudge(Set<String> due) {
        for (String kind : due) {
            Kind<?> handled = kinds.get(kind);
            if (handled != null) {
                handled.loop.nudge();
            }
        }
    }

    @Override
    public JdbcWorkQueue.@Nullable Place reserve(String kind) {
        Kind<?> handled = kinds.get(kind);
        return running && handled != null && handled.reserve() ? handled : null;
    }

    /** How long the work has waited that has been due the longest, of all kinds; for metrics. */
    void measure() {
        kinds.values().forEach(Kind::measure);
    }

    @Override
    public void start() {
        running = true;
        kinds.values().forEach(kind -> {
            kind.settler.start();
            kind.loop.start();
        });
    }

    @Override
    public void stop() {
        running = false;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (Kind<?> kind : kinds.values()) {
                kind.loop.stop(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            }
            for (Kind<?> kind : kinds.values()) {
                if (!kind.permits.tryAcquire(
                        kind.handler.concurrency(), deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    log.warn("{} is still at work; its lease will expire", kind.handler.kind());
                }
                kind.settler.stop(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the consumers, before the relay. */
    @Override
    public int getPhase() {
        return 200;
    }

    /** One kind of work: its handler, and how much of it may run. */
    private final class Kind<P extends Record> implements JdbcWorkQueue.Place {
        private final WorkHandler<P> handler;
        private final Semaphore permits;
        private final Loop loop;
        private final Settler settler;
        private volatile double oldestDueSeconds;
        private volatile boolean more;
        private volatile boolean backlog;
        private long polledAt = System.nanoTime() - poll.toNanos();
        private long expiredAt = System.nanoTime() - EXPIRY.toNanos();
        private long prolongedAt = System.nanoTime();
        private final Set<JdbcClaims.Claimed> inHand = ConcurrentHashMap.newKeySet();

        Kind(WorkHandler<P> handler) {
            this.handler = handler;
            this.permits = new Semaphore(handler.concurrency());
            this.loop = new Loop("work-" + handler.kind(), this::step, handler.urgent() ? Duration.ZERO : Loop.REST);
            this.settler = new Settler(handler.kind(), claims);
            Gauge.builder("scrm.work.oldest.due", () -> oldestDueSeconds)
                    .baseUnit("seconds")
                    .tag("kind", handler.kind())
                    .register(meters);
        }

        void measure() {
            oldestDueSeconds = claims.oldestDue(handler.kind()).toMillis() / 1000.0;
        }

        private Duration step() {
            if (System.nanoTime() - expiredAt >= EXPIRY.toNanos()) {
                expiredAt = System.nanoTime();
                claims.expire(handler.kind());
            }
            prolong();
            if (!handler.repeatable() && System.nanoTime() - polledAt >= poll.toNanos()) {
                polledAt = System.nanoTime();
                claim(JdbcClaims.Phase.RESOLVE);
            }
            // Set before the claim: what ends meanwhile must wake us.
            more = true;
            more = claim(JdbcClaims.Phase.HANDLE);
            backlog = more;
            return poll;
        }

        private void prolong() {
            long now = System.nanoTime();
            if (now - prolongedAt < handler.lease().toNanos() / 3) {
                return;
            }
            prolongedAt = now;
            List<JdbcClaims.Claimed> going = inHand.stream()
                    .filter(work ->
                            now - work.claimedAt() < handler.prolongedFor().toNanos())
                    .toList();
            if (!going.isEmpty()) {
                claims.prolong(going, handler.lease());
            }
        }

        /** Returns whether all free places were taken, so that there may be more than these. */
        private boolean claim(JdbcClaims.Phase phase) {
            int free = permits.availablePermits();
            if (free == 0) {
                return true;
            }
            List<JdbcClaims.Claimed> claimed = claims.claim(handler.kind(), phase, handler.lease(), free);
            for (JdbcClaims.Claimed work : claimed) {
                // May wait a moment, if submitters took places meanwhile.
                permits.acquireUninterruptibly();
                begin(work, () -> process(work));
            }
            return claimed.size() == free;
        }

        private void begin(JdbcClaims.Claimed work, Runnable action) {
            inHand.add(work);
            threads.execute(() -> {
                try {
                    Trace.within(work.traceparent(), action);
                } finally {
                    inHand.remove(work);
                    free();
                }
            });
        }

        /** Takes a place for work that is about to be submitted, unless older work waits for one. */
        boolean reserve() {
            return !backlog && permits.tryAcquire();
        }

        @Override
        public Duration lease() {
            return handler.lease();
        }

        @Override
        public void start(JdbcClaims.Claimed work) {
            begin(work, () -> process(work));
        }

        @Override
        public void putBack(JdbcClaims.Claimed work) {
            begin(work, () -> {
                try {
                    settle(new HeldCall(work), Settlement.retry("its submission was in doubt", Duration.ZERO));
                } catch (RuntimeException e) {
                    log.error("{} {} could not be put back: {}", handler.kind(), work.id(), Failures.describe(e));
                }
                loop.nudge();
            });
        }

        @Override
        public void free() {
            permits.release();
            if (more) {
                loop.nudge();
            }
        }

        private void process(JdbcClaims.Claimed work) {
            if (System.nanoTime() - work.claimedAt() > handler.lease().toNanos() / 2) {
                // This process was stopped or starved: the call could meet the one of whoever takes over.
                log.warn("{} {} was claimed too long ago; its lease will expire", handler.kind(), work.id());
                return;
            }
            Timer.Sample started = Timer.start(meters);
            String outcome = "lost";
            var call = new HeldCall(work);
            try {
                Settlement settlement = outcomeOf(call);
                if (settle(call, settlement)) {
                    outcome = settlement.getClass().getSimpleName().toLowerCase(Locale.ROOT);
                } else {
                    log.warn(
                            "{} {} was settled by another or replaced; its {} has no effect",
                            handler.kind(),
                            work.id(),
                            settlement.getClass().getSimpleName());
                }
            } catch (RuntimeException e) {
                // The lease expires, and the work is found again.
                log.error("{} {} could not be settled: {}", handler.kind(), work.id(), Failures.describe(e));
            } finally {
                started.stop(meters.timer("scrm.work", "kind", handler.kind(), "outcome", outcome));
            }
        }

        private Settlement outcomeOf(HeldCall call) {
            JdbcClaims.Claimed work = call.work;
            try {
                Work<P> asked = new Work<>(
                        work.id(),
                        work.corpId(),
                        work.key(),
                        json.readRecord(work.payload(), handler.payloadType()),
                        work.dueAt(),
                        work.attempt(),
                        call);
                if (work.calledAt() != null) {
                    return handler.resolve(asked, work.calledAt());
                }
                Settlement settlement = handler.handle(asked);
                if (settlement instanceof Settlement.Unknown) {
                    call.begin(); // as who does not know what became of it has done
                }
                return settlement;
            } catch (RuntimeException | Error e) {
                log.warn(
                        "{} {} failed, attempt {}: {}",
                        handler.kind(),
                        work.id(),
                        work.attempt(),
                        Failures.describe(e));
                return failed(call, Failures.describe(e));
            }
        }

        private Settlement failed(HeldCall call, String reason) {
            Duration backoff = backoff(call.work);
            return call.begun ? Settlement.unknown(reason, backoff) : Settlement.retry(reason, backoff);
        }

        private static Duration backoff(JdbcClaims.Claimed work) {
            return Failures.backoff(work.attempt(), FIRST_RETRY, LONGEST_RETRY);
        }

        /** Settles, again and again while the database is away; what its effect cannot do is no reason to repeat. */
        private boolean settle(HeldCall call, Settlement settlement) {
            JdbcClaims.Claimed work = call.work;
            long deadline = System.nanoTime() + call.lease().toNanos();
            for (int attempt = 1; ; attempt++) {
                try {
                    return settler.settle(new JdbcClaims.Outcome(work, settlement));
                } catch (RuntimeException e) {
                    if (!Failures.isTransient(e)) {
                        log.error(
                                "{} {}: the effect of its {} failed: {}",
                                handler.kind(),
                                work.id(),
                                settlement.getClass().getSimpleName(),
                                Failures.describe(e));
                        Settlement failed = failed(call, "effect: " + Failures.describe(e));
                        return settler.settle(new JdbcClaims.Outcome(work, failed));
                    }
                    if (System.nanoTime() > deadline) {
                        throw e;
                    }
                    Failures.pause(Failures.backoff(attempt, Duration.ofMillis(50), Duration.ofSeconds(2)));
                }
            }
        }

        /** The call of work that this process holds. */
        private final class HeldCall implements Call {
            private final JdbcClaims.Claimed work;
            private boolean begun;

            HeldCall(JdbcClaims.Claimed work) {
                this.work = work;
                this.begun = work.calledAt() != null;
            }

            @Override
            public void begin() {
                if (!begun) {
                    if (!claims.begin(work, callLease)) {
                        throw new LostException("its lease expired before its call began");
                    }
                    begun = true;
                }
            }

            Duration lease() {
                return begun ? callLease : handler.lease();
            }
        }
    }
}
