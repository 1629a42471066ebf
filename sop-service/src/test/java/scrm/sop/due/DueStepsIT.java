package scrm.sop.due;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.sop.SopServiceIT;
import scrm.sop.due.DueSteps.Claimed;
import scrm.sop.enrolment.Enrolment;
import scrm.sop.enrolment.EnrolmentId;
import scrm.sop.enrolment.StepSchedule;
import scrm.sop.plan.PlanId;
import scrm.sop.plan.Target;

/** Claims of many at once, without the worker: its steps lie ahead of the clock. */
class DueStepsIT extends SopServiceIT {
    private static final Duration LEASE = Duration.ofSeconds(30);

    @Autowired
    private DueSteps steps;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private Instant due;

    @BeforeEach
    void noneLeft() {
        jdbc.sql("DELETE FROM due_step").update();
        due = WECOM.clock().instant().plus(Duration.ofDays(1));
    }

    @Test
    void eachStepIsClaimedByOneOfManyTakers() throws Exception {
        schedule(2_000);

        List<Callable<List<Claimed>>> takers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            takers.add(() -> {
                List<Claimed> taken = new ArrayList<>();
                List<Claimed> some;
                do {
                    some = committed(() -> steps.claim(due, LEASE, 100));
                    taken.addAll(some);
                } while (!some.isEmpty());
                return taken;
            });
        }
        List<Claimed> all = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            for (Future<List<Claimed>> taken : pool.invokeAll(takers)) {
                all.addAll(taken.get());
            }
        }

        Set<DueStepId> once = new HashSet<>(all.stream().map(Claimed::id).toList());
        assertThat(all).hasSize(2_000);
        assertThat(once).hasSize(2_000);
    }

    @Test
    void aTakerThatWakesUpAfterItsLeaseHasLostItsSteps() {
        schedule(1);
        List<Claimed> sleeper = committed(() -> steps.claim(due, LEASE, 10));
        jdbc.sql("UPDATE due_step SET lease_until = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND")
                .update();

        int expired = committed(() -> steps.expire(10));
        List<Claimed> successor = committed(() -> steps.claim(due, LEASE, 10));

        assertThat(expired).isEqualTo(1);
        assertThat(successor).hasSize(1);
        assertThat(committed(() -> steps.standing(sleeper))).isEmpty();
    }

    @Test
    void whatIsNotDueIsNotClaimed() {
        schedule(3);

        assertThat(committed(() -> steps.claim(due.minusMillis(1), LEASE, 10))).isEmpty();
    }

    @Test
    void aClaimReadsTheIndexOfWhatIsDueAndNothingElse() {
        schedule(2_000);
        jdbc.sql("ANALYZE TABLE due_step").query().listOfRows();

        Map<String, Object> plan = jdbc.sql("""
                        EXPLAIN FORMAT = TRADITIONAL SELECT id, fence + 1 AS fence FROM due_step
                        WHERE state = 'PENDING' AND due_at <= UTC_TIMESTAMP(6)
                        ORDER BY due_at, id LIMIT 100 FOR UPDATE SKIP LOCKED
                        """).query().singleRow();

        assertThat(plan.get("key")).isEqualTo("due_step_claim");
        assertThat(String.valueOf(plan.get("Extra"))).doesNotContain("filesort");
    }

    private <T> T committed(Supplier<T> statements) {
        return transaction.execute(_ -> statements.get());
    }

    /** Steps of as many enrolments, all due at once. */
    private void schedule(int count) {
        transaction.executeWithoutResult(_ -> {
            for (int i = 0; i < count; i++) {
                Enrolment enrolment = new Enrolment(
                        new EnrolmentId(1_000_000L + i),
                        new CorpId(corpId()),
                        new PlanId(1),
                        1,
                        new UserId("zhang"),
                        new Target(Target.Kind.CONTACT, "wm" + i),
                        0,
                        Enrolment.Status.ACTIVE,
                        due,
                        null);
                steps.add(List.of(new StepSchedule.Planned(enrolment, 0, "1", 0, due)));
            }
        });
    }
}
