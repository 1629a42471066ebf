package scrm.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

import scrm.events.CorpId;
import scrm.messaging.job.Job;
import scrm.messaging.job.JobHandler;
import scrm.messaging.job.Jobs;
import scrm.messaging.testing.MutableClock;
import scrm.stores.TestStores;

class JobIT {
    private final Map<String, String> stores = TestStores.settingsWithoutTopics();
    private final MutableClock clock = MutableClock.at("2026-11-22T10:00:00Z");

    record Range(int from, int to) {}

    /** Goes through a range of numbers, ten a slice; those that end in 7 fail. */
    private static final class Counting implements JobHandler<Range> {
        final List<String> checkpoints = new CopyOnWriteArrayList<>();
        private final Function<Position<Range>, Slice> before;

        Counting(Function<Position<Range>, Slice> before) {
            this.before = before;
        }

        Counting() {
            this(_ -> null);
        }

        @Override
        public String kind() {
            return "counting";
        }

        @Override
        public Class<Range> parametersType() {
            return Range.class;
        }

        @Override
        public Slice next(Position<Range> position) {
            checkpoints.add(position.checkpoint());
            Slice instead = before.apply(position);
            if (instead != null) {
                return instead;
            }
            int from = position.checkpoint().isEmpty()
                    ? position.parameters().from()
                    : Integer.parseInt(position.checkpoint());
            int to = Math.min(from + 10, position.parameters().to());
            List<Job.Failure> failures = List.of(new Job.Failure(String.valueOf(from + 7), "ends in 7"));
            return to == position.parameters().to()
                    ? Slice.last(to - from - 1, failures)
                    : Slice.upTo(String.valueOf(to), to - from - 1, failures);
        }
    }

    private TestService start(Object... beans) {
        return TestService.on(stores)
                .with(clock)
                .with(beans)
                .setting("scrm.messaging.poll", "100ms")
                .start();
    }

    private static Job begin(TestService service) {
        return service.fromTransaction(
                () -> service.get(Jobs.class).start(Events.CORP, "counting", new Range(0, 50), 50));
    }

    private static Job reload(TestService service, Job job) {
        return service.get(Jobs.class).find(Events.CORP, job.id()).orElseThrow();
    }

    private static Job awaitState(TestService service, Job job, Job.State state) {
        await().atMost(TestService.PATIENCE)
                .untilAsserted(() -> assertThat(reload(service, job).state()).isEqualTo(state));
        return reload(service, job);
    }

    @Test
    void aJobGoesThroughItsSlicesAndTellsHowFarItIs() {
        var counting = new Counting();
        try (var service = start(counting)) {
            Job job = begin(service);
            assertThat(job.state()).isEqualTo(Job.State.RUNNING);
            assertThat(job.createdAt()).isEqualTo(clock.instant());
            Job ended = awaitState(service, job, Job.State.SUCCEEDED);
            assertThat(ended.done()).isEqualTo(45);
            assertThat(ended.failed()).isEqualTo(5);
            assertThat(ended.total()).isEqualTo(50);
            assertThat(ended.errors()).extracting(Job.Failure::item).containsExactly("7", "17", "27", "37", "47");
            assertThat(ended.ratePerSecond()).isPositive();
            assertThat(ended.etaSeconds()).isNull();
            assertThat(counting.checkpoints).containsExactly("", "10", "20", "30", "40");
            assertThat(service.get(Jobs.class).find(new CorpId("ww2"), job.id()))
                    .isEmpty();
        }
    }

    @Test
    void aCancelledJobKeepsWhatItDidAndGoesOnThereWhenResumed() {
        var service = new TestService[1];
        var counting = new Counting(position -> {
            if (position.checkpoint().equals("20")) {
                service[0].get(Jobs.class).cancel(Events.CORP, position.jobId());
            }
            return null;
        });
        try (var running = start(counting)) {
            service[0] = running;
            Job job = begin(running);
            awaitState(running, job, Job.State.CANCELLED);
            await().atMost(TestService.PATIENCE)
                    .until(() -> reload(running, job).done() == 27);
            assertThat(running.get(Jobs.class).cancel(Events.CORP, job.id())).isFalse();
            assertThat(running.get(Jobs.class).resume(new CorpId("ww2"), job.id()))
                    .isFalse();

            assertThat(running.get(Jobs.class).resume(Events.CORP, job.id())).isTrue();
            assertThat(awaitState(running, job, Job.State.SUCCEEDED).done()).isEqualTo(45);
            assertThat(counting.checkpoints).containsExactly("", "10", "20", "30", "40");
        }
    }

    @Test
    void aSliceThatRestsLetsTheNextWait() {
        var counting = new Counting(position -> position.checkpoint().equals("10")
                ? JobHandler.Slice.upTo("20", 9, List.of()).thenRest(Duration.ofHours(1))
                : null);
        try (var service = start(counting)) {
            Job job = begin(service);
            await().atMost(TestService.PATIENCE)
                    .until(() -> reload(service, job).done() == 18);
            assertThat(reload(service, job).state()).isEqualTo(Job.State.RUNNING);
            assertThat(counting.checkpoints).containsExactly("", "10");

            clock.tick(Duration.ofHours(1));

            awaitState(service, job, Job.State.SUCCEEDED);
            assertThat(counting.checkpoints).containsExactly("", "10", "20", "30", "40");
        }
    }

    @Test
    void aSliceWhoseProcessDiedIsDoneAgainFromItsCheckpoint() {
        var counting = new Counting();
        try (var service = start()) {
            Job job = begin(service);
            // As a process leaves it that is killed in the midst of the third slice.
            service.sql()
                    .sql("UPDATE job SET checkpoint = '20', done = 18, failed = 2")
                    .update();
            service.sql()
                    .sql("UPDATE work SET state = 'RUNNING', fence = 9, lease_until = UTC_TIMESTAMP(6)")
                    .update();
            try (var successor = start(counting)) {
                Job ended = awaitState(successor, job, Job.State.SUCCEEDED);
                assertThat(ended.done() + ended.failed()).isEqualTo(50);
            }
            assertThat(counting.checkpoints).containsExactly("20", "30", "40");
        }
    }

    @Test
    void aJobThatCannotGoOnFailsAndCanBeResumed() {
        var broken = new java.util.concurrent.atomic.AtomicBoolean(true);
        var counting = new Counting(_ -> {
            if (broken.get()) {
                throw new IllegalStateException("broken");
            }
            return null;
        });
        try (var service = start(counting)) {
            Job job = begin(service);
            await().atMost(TestService.PATIENCE).until(() -> {
                clock.tick(Duration.ofMinutes(5));
                return reload(service, job).state() == Job.State.FAILED;
            });
            assertThat(reload(service, job).errors()).containsExactly(new Job.Failure("", "IllegalStateException"));
            broken.set(false);
            assertThat(service.get(Jobs.class).resume(Events.CORP, job.id())).isTrue();
            awaitState(service, job, Job.State.SUCCEEDED);
        }
    }

    @Test
    void aCorpsJobsAreListedTheLatestFirst() {
        try (var service = start()) {
            Job first = begin(service);
            clock.tick(Duration.ofSeconds(1));
            Job second = begin(service);
            clock.tick(Duration.ofSeconds(1));
            Job third = begin(service);
            Jobs jobs = service.get(Jobs.class);
            assertThat(jobs.list(Events.CORP, null, 2)).extracting(Job::id).containsExactly(third.id(), second.id());
            assertThat(jobs.list(Events.CORP, second.id(), 2))
                    .extracting(Job::id)
                    .containsExactly(first.id());
            assertThat(jobs.list(new CorpId("ww2"), null, 2)).isEmpty();
        }
    }
}
