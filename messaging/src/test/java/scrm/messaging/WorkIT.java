package scrm.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessResourceException;

import scrm.events.UserId;
import scrm.messaging.testing.MutableClock;
import scrm.stores.TestStores;

class WorkIT {
    private final Map<String, String> stores = TestStores.settingsWithoutTopics();
    private final MutableClock clock = MutableClock.at("2026-11-22T10:00:00Z");

    record Greeting(UserId to, String text) {}

    /** Greets as it is told to, and notes whom. */
    private static final class Greeter implements WorkHandler<Greeting> {
        final List<Work<Greeting>> handled = new CopyOnWriteArrayList<>();
        final List<Work<Greeting>> resolved = new CopyOnWriteArrayList<>();
        final List<Instant> calledAt = new CopyOnWriteArrayList<>();
        final List<String> traces = new CopyOnWriteArrayList<>();
        private Function<Work<Greeting>, Settlement> handle = _ -> Settlement.done();
        private Function<Work<Greeting>, Settlement> resolve = _ -> Settlement.done();
        private boolean repeatable = true;
        private Duration lease = Duration.ofSeconds(30);
        private Duration prolongedFor = Duration.ZERO;
        private int concurrency = 4;

        Greeter handling(Function<Work<Greeting>, Settlement> behaviour) {
            handle = behaviour;
            return this;
        }

        Greeter onlyOnce(Function<Work<Greeting>, Settlement> resolving) {
            repeatable = false;
            resolve = resolving;
            return this;
        }

        Greeter leasing(Duration duration) {
            lease = duration;
            return this;
        }

        Greeter prolongedFor(Duration duration) {
            prolongedFor = duration;
            return this;
        }

        Greeter oneAtATime() {
            concurrency = 1;
            return this;
        }

        @Override
        public int concurrency() {
            return concurrency;
        }

        @Override
        public String kind() {
            return "greeting";
        }

        @Override
        public Class<Greeting> payloadType() {
            return Greeting.class;
        }

        @Override
        public boolean repeatable() {
            return repeatable;
        }

        @Override
        public Duration lease() {
            return lease;
        }

        @Override
        public Duration prolongedFor() {
            return prolongedFor;
        }

        @Override
        public Settlement handle(Work<Greeting> work) {
            traces.add(Trace.current());
            handled.add(work);
            return handle.apply(work);
        }

        @Override
        public Settlement resolve(Work<Greeting> work, Instant began) {
            resolved.add(work);
            calledAt.add(began);
            return resolve.apply(work);
        }

        List<String> texts() {
            return handled.stream().map(work -> work.payload().text()).toList();
        }
    }

    private TestService.Builder instance(Object... beans) {
        return TestService.on(stores).with(clock).with(beans).setting("scrm.messaging.poll", "100ms");
    }

    private WorkRequest once(String key, String text) {
        return WorkRequest.once("greeting", Events.CORP, key, new Greeting(new UserId("a"), text), clock.instant());
    }

    private WorkRequest refresh(String key, String text) {
        return WorkRequest.refresh("greeting", Events.CORP, key, new Greeting(new UserId("a"), text), clock.instant());
    }

    private static void submit(TestService service, WorkRequest request) {
        service.inTransaction(() -> service.get(WorkQueue.class).submit(request));
    }

    private static String state(TestService service) {
        return service.sql().sql("SELECT state FROM work").query(String.class).single();
    }

    private static void awaitState(TestService service, String state) {
        await().atMost(TestService.PATIENCE)
                .untilAsserted(() -> assertThat(state(service)).isEqualTo(state));
    }

    @Test
    void whatIsDoneOnceIsDoneOnceHoweverOftenItIsAskedFor() {
        var greeter = new Greeter();
        // Only the nudge after commit can be what starts it.
        try (var service =
                instance(greeter).setting("scrm.messaging.poll", "60s").start()) {
            Trace.within(
                    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                    () -> submit(service, once("k", "first")));
            submit(service, once("k", "second"));
            awaitState(service, "DONE");
            service.inTransaction(() -> {
                service.get(WorkQueue.class).submit(once("k", "third"));
                service.get(WorkQueue.class).submit(once("K", "other"));
                service.get(WorkQueue.class).submit(once("K", "another"));
            });
            await().atMost(TestService.PATIENCE).until(() -> greeter.handled.size() == 2);
            // Keys are compared exactly.
            assertThat(greeter.texts()).containsExactly("first", "other");
            assertThat(greeter.handled.getFirst().attempt()).isEqualTo(1);
            assertThat(greeter.traces.getFirst()).contains("4bf92f3577b34da6a3ce929d0e0e4736");
        }
    }

    @Test
    void workOutsideATransactionIsRefused() {
        try (var service = instance().start()) {
            WorkQueue queue = service.get(WorkQueue.class);
            assertThatThrownBy(() -> queue.submit(once("k", ""))).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> queue.submit(refresh("k", ""))).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aShortLeaseIsProlongedWhileTheWorkRunsAndNotForever() {
        Duration lease = Duration.ofSeconds(1);
        var end = new CountDownLatch(1);
        var greeter = new Greeter()
                .leasing(lease)
                .prolongedFor(lease.multipliedBy(4))
                .handling(work -> {
                    awaitLatch(work.attempt() == 1 ? end : new CountDownLatch(0));
                    return Settlement.done();
                });
        try (var service = instance(greeter).start()) {
            submit(service, once("k", "long"));
            await().atMost(TestService.PATIENCE).until(() -> greeter.handled.size() == 1);
            Instant first = leaseUntil(service);
            await().atMost(TestService.PATIENCE)
                    .until(() -> leaseUntil(service).isAfter(first.plus(lease.multipliedBy(2))));
            assertThat(greeter.handled).hasSize(1);

            await().atMost(TestService.PATIENCE).until(() -> greeter.handled.size() == 2);
            awaitState(service, "DONE");
        } finally {
            end.countDown();
        }
    }

    private static Instant leaseUntil(TestService service) {
        return service.sql()
                .sql("SELECT lease_until FROM work")
                .query((row, _) -> JdbcTime.getNullable(row, "lease_until"))
                .optional()
                .orElse(Instant.EPOCH);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(TestService.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void workIsDueByTheServicesClock() {
        var greeter = new Greeter();
        try (var service = instance(greeter).start()) {
            Instant due = clock.instant().plus(Duration.ofDays(3));
            submit(
                    service,
                    new WorkRequest(
                            "greeting",
                            Events.CORP,
                            "later",
                            new Greeting(new UserId("a"), "later"),
                            due,
                            WorkRequest.Mode.ONCE));
            submit(service, once("now", "now"));
            await().atMost(TestService.PATIENCE).until(() -> !greeter.handled.isEmpty());
            clock.tick(Duration.ofDays(3).minusSeconds(1));
            submit(service, once("soon", "soon"));
            await().atMost(TestService.PATIENCE).until(() -> greeter.handled.size() == 2);
            assertThat(greeter.texts()).containsExactly("now", "soon");
            clock.tick(Duration.ofSeconds(1));
            await().atMost(TestService.PATIENCE).until(() -> greeter.handled.size() == 3);
            assertThat(greeter.handled.getLast().dueAt()).isEqualTo(due);
        }
    }

    @Test
    void manyRefreshesOfAMomentBecomeOneRunWithTheLastPayload() {
        var greeter = new Greeter();
        try (var service = instance(greeter).start()) {
            service.inTransaction(() -> IntStream.rangeClosed(1, 50)
                    .forEach(i -> service.get(WorkQueue.class).submit(refresh("k", "text" + i))));
            awaitState(service, "DONE");
            assertThat(greeter.texts()).containsExactly("text50");
        }
    }

    @Test
    void whatIsRefreshedWhileItRunsRunsOnceMore() {
        var entered = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        var greeter = new Greeter().handling(_ -> {
            entered.countDown();
            awaitQuietly(leave);
            return Settlement.done();
        });
        try (var service = instance(greeter).start()) {
            submit(service, refresh("k", "first"));
            awaitQuietly(entered);
            submit(service, refresh("k", "second"));
            submit(service, refresh("k", "third"));
            leave.countDown();
            awaitState(service, "DONE");
            assertThat(greeter.texts()).containsExactly("first", "third");
            submit(service, refresh("k", "fourth"));
            await().atMost(TestService.PATIENCE).until(() -> greeter.handled.size() == 3);
            awaitState(service, "DONE");
        }
    }

    @Test
    void aRetryWaitsAsLongAsItIsToldTo() {
        var greeter = new Greeter()
                .handling(work -> work.key().equals("k") && work.attempt() == 1
                        ? Settlement.retry("quota", Duration.ofMinutes(1))
                        : Settlement.done());
        try (var service = instance(greeter).start()) {
            submit(service, once("k", "patient"));
            await().atMost(TestService.PATIENCE).until(() -> !greeter.handled.isEmpty());
            awaitState(service, "READY");
            clock.tick(Duration.ofSeconds(59));
            submit(service, once("probe", "probe"));
            await().atMost(TestService.PATIENCE).until(() -> greeter.handled.size() == 2);
            clock.tick(Duration.ofSeconds(1));
            await().atMost(TestService.PATIENCE).until(() -> greeter.handled.size() == 3);
            assertThat(greeter.texts()).containsExactly("patient", "probe", "patient");
        }
    }

    @Test
    void anExceptionIsARetryAfterAGrowingWait() {
        var greeter = new Greeter().handling(work -> {
            if (work.attempt() < 4) {
                throw new IllegalStateException("for 13800138000");
            }
            return Settlement.done();
        });
        try (var service = instance(greeter).start()) {
            submit(service, once("k", ""));
            await().atMost(TestService.PATIENCE).until(() -> {
                clock.tick(Duration.ofSeconds(1));
                return state(service).equals("DONE");
            });
            assertThat(greeter.handled).extracting(Work::attempt).containsExactly(1, 2, 3, 4);
        }
    }

    @Test
    void anEffectIsCommittedWithTheSettlement() {
        try (var service = instance().start()) {
            var effects = service.sql();
            var greeter = new Greeter()
                    .handling(work ->
                            Settlement.done(() -> effects.sql("INSERT INTO effect (name, number) VALUES ('greeted', 1)")
                                    .update()));
            try (var worker = instance(greeter).start()) {
                submit(worker, once("k", ""));
                awaitState(worker, "DONE");
                assertThat(CommittedConsumer.numbers(worker)).containsExactly(1);
            }
        }
    }

    @Test
    void whatIsTriedAgainHasAnEffectEachTime() {
        var effects = new AtomicInteger();
        var greeter = new Greeter()
                .handling(work -> work.attempt() < 3
                        ? Settlement.retry("not yet", Duration.ZERO, effects::incrementAndGet)
                        : Settlement.done());
        try (var service = instance(greeter).start()) {
            submit(service, once("k", ""));
            awaitState(service, "DONE");
            assertThat(effects).hasValue(2);
        }
    }

    @Test
    void anEffectThatFailsLeavesNothingAndTheWorkIsTriedAgain() {
        var failures = new AtomicInteger();
        var greeter = new Greeter()
                .handling(_ -> Settlement.done(() -> {
                    if (failures.incrementAndGet() == 1) {
                        throw new IllegalStateException("effect");
                    }
                }));
        try (var service = instance(greeter).start()) {
            submit(service, once("k", ""));
            await().atMost(TestService.PATIENCE).until(() -> {
                clock.tick(Duration.ofSeconds(1));
                return state(service).equals("DONE");
            });
            assertThat(greeter.handled).hasSize(2);
        }
    }

    @Test
    void aRejectionIsForGoodAndKeepsItsReason() {
        var greeter = new Greeter().handling(_ -> Settlement.rejected("41051", () -> {}));
        try (var service = instance(greeter).start()) {
            submit(service, once("k", ""));
            awaitState(service, "REJECTED");
            assertThat(service.sql()
                            .sql("SELECT last_error FROM work")
                            .query(String.class)
                            .single())
                    .isEqualTo("41051");
        }
    }

    @Test
    void aZombieWhoseLeaseWasTakenOverHasNoEffect() {
        var zombieEntered = new CountDownLatch(1);
        var wakeZombie = new CountDownLatch(1);
        var zombieEffects = new AtomicInteger();
        var zombie = new Greeter().leasing(Duration.ofMillis(300)).handling(_ -> {
            zombieEntered.countDown();
            awaitQuietly(wakeZombie);
            return Settlement.done(zombieEffects::incrementAndGet);
        });
        var effects = new AtomicInteger();
        var healthy = new Greeter().handling(_ -> Settlement.done(effects::incrementAndGet));
        // It does not poll, just as a stopped process does not.
        try (var first = instance(zombie).setting("scrm.messaging.poll", "60s").start()) {
            submit(first, once("k", ""));
            awaitQuietly(zombieEntered);
            try (var second = instance(healthy).start()) {
                awaitState(second, "DONE");
                wakeZombie.countDown();
            }
        }
        assertThat(effects).hasValue(1);
        assertThat(zombieEffects).hasValue(0);
        assertThat(zombie.handled).hasSize(1);
    }

    @Test
    void aLostReplyOfACallThatMustNotBeRepeatedIsAskedFor() {
        var greeter = new Greeter()
                .handling(work -> {
                    work.call().begin();
                    throw new IllegalStateException("connection reset after the request was sent");
                })
                .onlyOnce(work -> work.attempt() < 3
                        ? Settlement.unknown("not there yet", Duration.ofSeconds(10))
                        : Settlement.done());
        try (var service = instance(greeter).start()) {
            submit(service, once("k", ""));
            awaitState(service, "UNKNOWN");
            await().atMost(TestService.PATIENCE).until(() -> {
                clock.tick(Duration.ofSeconds(1));
                return state(service).equals("DONE");
            });
            assertThat(greeter.handled).hasSize(1);
            assertThat(greeter.resolved).hasSize(2);
        }
    }

    @Test
    void aCallThatMustNotBeRepeatedIsAskedForWhenItsLeaseExpired() {
        var greeter = new Greeter().onlyOnce(_ -> Settlement.done());
        Instant calledAt = clock.instant();
        leftBehind(greeter, calledAt);
        assertThat(greeter.handled).isEmpty();
        assertThat(greeter.resolved).hasSize(1);
        assertThat(greeter.calledAt).containsExactly(calledAt);
    }

    @Test
    void aCallThatMustNotBeRepeatedIsMadeWhenTheLeaseExpiredBeforeItBegan() {
        var greeter = new Greeter()
                .handling(work -> {
                    work.call().begin();
                    return Settlement.done();
                })
                .onlyOnce(_ -> Settlement.done());
        leftBehind(greeter, null);
        assertThat(greeter.handled).hasSize(1);
        assertThat(greeter.resolved).isEmpty();
    }

    /** Has work done that a process left behind when it was killed, after its call had begun or before. */
    private void leftBehind(Greeter greeter, @Nullable Instant calledAt) {
        try (var service = instance().start()) {
            submit(service, once("k", ""));
            service.sql()
                    .sql("""
                            UPDATE work SET state = 'RUNNING', fence = 1, attempt = 1, called_at = :calledAt,
                                            lease_until = UTC_TIMESTAMP(6)""")
                    .param("calledAt", JdbcTime.ofNullable(calledAt))
                    .update();
            try (var _ = instance(greeter).start()) {
                awaitState(service, "DONE");
            }
        }
    }

    @Test
    void aCallBeginsOnlyIfTheWorkIsStillHeld() {
        var lost = new CopyOnWriteArrayList<Call.LostException>();
        var greeter = new Greeter().onlyOnce(_ -> Settlement.done());
        try (var service = instance(greeter).start()) {
            greeter.handling(work -> {
                if (work.attempt() == 1) {
                    // As another process that found the lease expired.
                    service.sql().sql("UPDATE work SET fence = fence + 1").update();
                    lost.add(catchThrowableOfType(
                            Call.LostException.class, () -> work.call().begin()));
                    service.sql()
                            .sql("UPDATE work SET lease_until = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND")
                            .update();
                }
                return Settlement.done();
            });
            submit(service, once("k", ""));
            awaitState(service, "DONE");
        }
        assertThat(lost).doesNotContainNull().hasSize(1);
        assertThat(greeter.handled).hasSize(2);
        assertThat(greeter.resolved).isEmpty();
    }

    @Test
    void aCallThatHasBegunIsHeldForAsLongAsACallTakes() {
        var greeter = new Greeter().leasing(Duration.ofSeconds(1)).onlyOnce(_ -> Settlement.done());
        var leases = new CopyOnWriteArrayList<Integer>();
        try (var service = instance(greeter).start()) {
            greeter.handling(work -> {
                leases.add(leaseSeconds(service));
                work.call().begin();
                work.call().begin();
                leases.add(leaseSeconds(service));
                return Settlement.done();
            });
            submit(service, once("k", ""));
            awaitState(service, "DONE");
        }
        assertThat(leases).hasSize(2);
        assertThat(leases.getFirst()).isLessThanOrEqualTo(1);
        assertThat(leases.getLast()).isBetween(25, 30);
    }

    private static int leaseSeconds(TestService service) {
        return service.sql()
                .sql("SELECT TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(6), lease_until) FROM work")
                .query(Integer.class)
                .single();
    }

    @Test
    void whatCouldNotBeReadBeforeTheCallIsTriedAgainThoughTheCallMayNotBeRepeated() {
        var greeter = new Greeter()
                .handling(work -> {
                    if (work.attempt() == 1) {
                        throw new TransientDataAccessResourceException("too many connections");
                    }
                    work.call().begin();
                    return Settlement.done();
                })
                .onlyOnce(_ -> Settlement.done());
        try (var service = instance(greeter).start()) {
            submit(service, once("k", ""));
            await().atMost(TestService.PATIENCE).until(() -> greeter.handled.size() == 1);
            await().atMost(TestService.PATIENCE).until(() -> {
                clock.tick(Duration.ofMinutes(1));
                return greeter.handled.size() == 2;
            });
            awaitState(service, "DONE");
            assertThat(greeter.handled).hasSize(2);
            assertThat(greeter.resolved).isEmpty();
        }
    }

    @Test
    void whatTurnsOutNotToHaveGoneThroughIsCalledAfterAll() {
        var greeter = new Greeter()
                .handling(work ->
                        work.attempt() == 1 ? Settlement.unknown("reply lost", Duration.ZERO) : Settlement.done())
                .onlyOnce(_ -> Settlement.retry("not sent", Duration.ZERO));
        try (var service = instance(greeter).start()) {
            submit(service, once("k", ""));
            awaitState(service, "DONE");
            assertThat(greeter.handled).hasSize(2);
            assertThat(greeter.resolved).hasSize(1);
        }
    }

    @Test
    void leasesDoNotFollowTheServicesClock() {
        var leave = new CountDownLatch(1);
        var greeter = new Greeter().handling(work -> {
            if (work.key().equals("long")) {
                awaitQuietly(leave);
            }
            return Settlement.done();
        });
        try (var service = instance(greeter).start();
                var _ = instance(greeter).start()) {
            submit(service, once("long", ""));
            await().atMost(TestService.PATIENCE).until(() -> !greeter.handled.isEmpty());
            clock.tick(Duration.ofDays(400));
            submit(service, once("probe", ""));
            await().atMost(TestService.PATIENCE).until(() -> greeter.handled.size() == 2);
            leave.countDown();
            await().atMost(TestService.PATIENCE)
                    .until(() -> service.sql()
                                    .sql("SELECT COUNT(*) FROM work WHERE state = 'DONE'")
                                    .query(Integer.class)
                                    .single()
                            == 2);
            assertThat(greeter.handled).extracting(Work::key).containsExactly("long", "probe");
        }
    }

    @Test
    void severalInstancesDoEverythingOnce() {
        var first = new Greeter();
        var second = new Greeter();
        try (var service = instance(first).start();
                var _ = instance(second).start()) {
            service.inTransaction(() -> IntStream.range(0, 300)
                    .forEach(i -> service.get(WorkQueue.class).submit(once("k" + i, "text" + i))));
            await().atMost(TestService.PATIENCE).until(() -> first.handled.size() + second.handled.size() >= 300);
            assertThat(Stream.concat(first.texts().stream(), second.texts().stream()))
                    .doesNotHaveDuplicates()
                    .hasSize(300);
        }
    }

    @Test
    void whatIsSubmittedMoreOftenThanItCanRunKeepsItsOrder() {
        var leave = new CountDownLatch(1);
        var greeter = new Greeter().oneAtATime().handling(work -> {
            if (work.key().equals("0")) {
                awaitQuietly(leave);
            }
            return Settlement.done();
        });
        try (var service = instance(greeter).start()) {
            IntStream.range(0, 20).forEach(i -> {
                clock.tick(Duration.ofMillis(1));
                submit(service, once(String.valueOf(i), "text" + i));
            });
            leave.countDown();
            await().atMost(TestService.PATIENCE).until(() -> greeter.handled.size() == 20);
            assertThat(greeter.texts())
                    .containsExactlyElementsOf(
                            IntStream.range(0, 20).mapToObj(i -> "text" + i).toList());
        }
    }

    @Test
    void workOfATransactionThatRolledBackLeavesItsPlaceToOthers() {
        var greeter = new Greeter().oneAtATime();
        try (var service =
                instance(greeter).setting("scrm.messaging.poll", "60s").start()) {
            assertThatThrownBy(() -> service.inTransaction(() -> {
                        service.get(WorkQueue.class).submit(once("k", "never"));
                        throw new IllegalStateException("no");
                    }))
                    .hasMessage("no");
            submit(service, once("k", "after all"));
            await().atMost(TestService.PATIENCE).until(() -> !greeter.handled.isEmpty());
            assertThat(greeter.texts()).containsExactly("after all");
            awaitState(service, "DONE");
        }
    }

    @Test
    void workWhoseSubmissionIsInDoubtIsDoneOnceIfItIsThere() {
        var greeter = new Greeter().oneAtATime().onlyOnce(_ -> Settlement.rejected("not this way", () -> {}));
        var commits = new LossyCommits();
        try (var service = instance(greeter, commits).start()) {
            commits.loseAnswer();
            assertThatThrownBy(() -> submit(service, once("there", "there")))
                    .isInstanceOf(DataAccessResourceFailureException.class);
            awaitState(service, "DONE");
            commits.loseCommit();
            assertThatThrownBy(() -> submit(service, once("gone", "gone")))
                    .isInstanceOf(DataAccessResourceFailureException.class);
            submit(service, once("next", "next"));
            await().atMost(TestService.PATIENCE).until(() -> greeter.handled.size() == 2);
            assertThat(greeter.texts()).containsExactly("there", "next");
            assertThat(greeter.resolved).isEmpty();
        }
    }

    @Test
    void stoppingLetsWorkInFlightEnd() {
        var entered = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        var greeter = new Greeter().handling(_ -> {
            entered.countDown();
            awaitQuietly(leave);
            return Settlement.done();
        });
        try (var observer = instance().start()) {
            var service = instance(greeter).start();
            submit(service, once("k", ""));
            awaitQuietly(entered);
            var worker = service.get(LeasedWorker.class);
            var stopping = Thread.ofVirtual().start(service::close);
            await().atMost(TestService.PATIENCE).until(() -> !worker.isRunning());
            leave.countDown();
            awaitState(observer, "DONE");
            await().atMost(TestService.PATIENCE).until(() -> !stopping.isAlive());
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("waited in vain");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
