package scrm.sop.due;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.sop.SopServiceIT;
import scrm.sop.definition.Target;
import scrm.sop.enrolment.Enrolment;
import scrm.sop.enrolment.EnrolmentId;
import scrm.sop.enrolment.StepSchedule;
import scrm.sop.plan.PlanId;

/** Many who take at once, without the worker: its steps lie ahead of the clock. */
class DueStepsIT extends SopServiceIT {
    private static final List<Integer> SHARDS = IntStream.range(0, 64).boxed().toList();

    @Autowired
    private DueSteps steps;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private JdbcTemplate template;

    @Autowired
    private TransactionTemplate transaction;

    private Instant due;

    @BeforeEach
    void aPlan() {
        noneLeft();
        due = WECOM.clock().instant().plus(Duration.ofDays(1));
        jdbc.sql("""
                        INSERT IGNORE INTO plan (id, corp_id, name, status, draft, version, created_at, updated_at)
                        VALUES (-1, 'wwdue', 'due', 'ACTIVE', '{}', 1, :now, :now)
                        """).param("now", "2026-11-22").update();
    }

    /** Its steps would come due when other tests move the clock. */
    @AfterEach
    void noneLeft() {
        jdbc.sql("DELETE FROM due_step").update();
        jdbc.sql("DELETE FROM enrolment WHERE corp_id = 'wwdue'").update();
    }

    @Test
    void eachStepIsTakenByOneOfManyTakers() throws Exception {
        schedule(2_000, 40);

        List<DueStepId> all = takenByFour(new Random(7), 0);

        assertThat(all).hasSize(2_000);
        assertThat(new HashSet<>(all)).hasSize(2_000);
    }

    @Test
    void eachStepIsDoneOnceWhateverIsStopped() throws Exception {
        for (int seed = 0; seed < 5; seed++) {
            noneLeft();
            Random random = new Random(seed);
            schedule(500, 1 + random.nextInt(30));

            List<DueStepId> done = takenByFour(random, 30);

            assertThat(done).as("seed " + seed).hasSize(500).doesNotHaveDuplicates();
        }
    }

    @Test
    void whatSomebodyHasInHandIsPassedBy() {
        schedule(3, 1);
        int shard = dueNow().getFirst();

        int passed = committed(() -> {
            assertThat(steps.take(shard, due, 1)).hasSize(1);
            try (ExecutorService another = Executors.newSingleThreadExecutor()) {
                return another.submit(
                                () -> committed(() -> steps.take(shard, due, 10).size()))
                        .get();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(passed).isEqualTo(2);
    }

    @Test
    void whatIsNotDueIsNotTaken() {
        schedule(3, 3);

        assertThat(steps.due(SHARDS, due.minusMillis(1))).isEmpty();
        for (int shard : SHARDS) {
            assertThat(committed(() -> steps.take(shard, due.minusMillis(1), 10)))
                    .isEmpty();
        }
    }

    @Test
    void theClockMaySpringAndNothingIsDueTwiceOrEarly() {
        schedule(20, 4);

        assertThat(steps.due(SHARDS, due.minus(Duration.ofHours(1)))).isEmpty();
        // One that is being counted is passed over, and taken at the next look.
        List<DueStepId> taken = new ArrayList<>();
        soon().until(() -> {
            taken.addAll(takeAll(due));
            return taken.size() >= 20;
        });
        assertThat(taken).hasSize(20).doesNotHaveDuplicates();
        assertThat(takeAll(due.minus(Duration.ofHours(1)))).isEmpty();
        assertThat(takeAll(due.plus(Duration.ofDays(400)))).isEmpty();
    }

    @Test
    void theShardThatHasWaitedLongestComesFirst() {
        schedule(40, 20);
        jdbc.sql("UPDATE due_step SET due_at = due_at - INTERVAL 1 HOUR WHERE userid = 'member7'")
                .update();
        int waiting = jdbc.sql("SELECT DISTINCT shard FROM due_step WHERE userid = 'member7'")
                .query(Integer.class)
                .single();

        assertThat(dueNow().getFirst()).isEqualTo(waiting);
    }

    @Test
    void aSendersStepsAreInOneShard() {
        schedule(200, 20);

        assertThat(jdbc.sql("SELECT COUNT(DISTINCT shard) FROM due_step GROUP BY userid")
                        .query(Integer.class)
                        .list())
                .containsOnly(1);
    }

    @Test
    void aLookReadsTheIndexOfWhatIsDueAndNothingElse() {
        schedule(5_000, 300);
        jdbc.sql("ANALYZE TABLE due_step").query().listOfRows();

        for (String query : List.of(JdbcDueSteps.OLDEST_OF_SHARD, JdbcDueSteps.TAKE)) {
            Map<String, Object> plan = jdbc.sql("EXPLAIN FORMAT = TRADITIONAL "
                            + query.replaceFirst("shard = (\\?|:shard)", "shard = 7")
                                    .replaceFirst("due_at <= (\\?|:now)", "due_at <= UTC_TIMESTAMP(6)")
                                    .replace(":limit", "100"))
                    .query()
                    .singleRow();
            assertThat(plan.get("key")).isEqualTo("due_step_queue");
            assertThat(String.valueOf(plan.get("Extra"))).doesNotContain("filesort");
        }
    }

    /** Four take until nothing is left; of a hundred batches so many are stopped before they commit. */
    private List<DueStepId> takenByFour(Random random, int stopped) throws Exception {
        List<Callable<List<DueStepId>>> takers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Random own = new Random(random.nextLong());
            takers.add(() -> {
                List<DueStepId> done = new ArrayList<>();
                List<Integer> shards = dueNow();
                while (!shards.isEmpty()) {
                    Collections.shuffle(shards, own);
                    done.addAll(take(shards.getFirst(), due, own.nextInt(100) < stopped));
                    shards = dueNow();
                }
                return done;
            });
        }
        List<DueStepId> all = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            for (Future<List<DueStepId>> taken : pool.invokeAll(takers)) {
                all.addAll(taken.get());
            }
        }
        return all;
    }

    private List<DueStepId> takeAll(Instant now) {
        return SHARDS.stream()
                .flatMap(shard -> take(shard, now, false).stream())
                .toList();
    }

    private List<DueStepId> take(int shard, Instant now, boolean stopped) {
        return transaction.execute(status -> {
            List<DueStepId> ids = steps.take(shard, now, 50);
            assertThat(steps.standing(ids)).hasSameSizeAs(ids);
            steps.done(ids, now);
            if (stopped) {
                status.setRollbackOnly();
                return List.of();
            }
            return ids;
        });
    }

    private List<Integer> dueNow() {
        return new ArrayList<>(steps.due(SHARDS, due));
    }

    private <T> T committed(Supplier<T> statements) {
        return transaction.execute(_ -> statements.get());
    }

    /**
     * Steps of as many enrolments, which have numbers that no other has, all due at once, in the names of some members.
     */
    private void schedule(int count, int members) {
        List<StepSchedule.Planned> planned = Stream.iterate(0, i -> i + 1)
                .limit(count)
                .map(i -> new Enrolment(
                        new EnrolmentId(-1L - i),
                        new CorpId("wwdue"),
                        new PlanId(-1),
                        1,
                        new UserId("member" + i % members),
                        new Target(Target.Kind.CONTACT, "wm" + i),
                        0,
                        Enrolment.Status.ACTIVE,
                        due,
                        null))
                .map(enrolment -> new StepSchedule.Planned(enrolment, 0, "1", 0, due))
                .toList();
        transaction.executeWithoutResult(_ -> {
            template.batchUpdate(
                    """
                    INSERT INTO enrolment (id, corp_id, plan_id, plan_version, userid, target_id, status, triggered_at,
                                           created_at)
                    VALUES (?, 'wwdue', -1, 1, ?, ?, 'ACTIVE', '2026-11-22', '2026-11-22')
                    """,
                    planned.stream()
                            .map(StepSchedule.Planned::enrolment)
                            .map(enrolment -> new Object[] {
                                enrolment.id().value(),
                                enrolment.userId().value(),
                                enrolment.target().id()
                            })
                            .toList());
            steps.add(planned);
        });
    }
}
