package scrm.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;

import scrm.stores.TestStores;

/** How the server runs the hot queries when most rows are settled: by index, without sorting. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryPlanIT {
    private TestService service;

    @BeforeAll
    void fill() {
        service = TestService.on(TestStores.settingsWithoutTopics()).start();
        JdbcTemplate jdbc = service.get(JdbcTemplate.class);
        // Numbers 0 to 9999 on any server.
        String numbers = """
                (SELECT a.n + 10 * b.n + 100 * c.n + 1000 * d.n AS n FROM
                 (SELECT 0 n UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4
                  UNION SELECT 5 UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9) a,
                 (SELECT 0 n UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4
                  UNION SELECT 5 UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9) b,
                 (SELECT 0 n UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4
                  UNION SELECT 5 UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9) c,
                 (SELECT 0 n UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4
                  UNION SELECT 5 UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9) d) numbers""";
        // One in ten waits, one in a hundred runs, the rest is done.
        jdbc.update("""
                INSERT INTO work (kind, corp_id, work_key, payload, state, due_at, created_at, settled_at)
                SELECT CONCAT('kind', n %% 5), 'ww1', n, '{}',
                       CASE WHEN n %% 10 = 0 THEN 'READY' WHEN n %% 100 = 1 THEN 'RUNNING' ELSE 'DONE' END,
                       TIMESTAMPADD(SECOND, n, '2026-11-22'), '2026-11-22',
                       IF(n %% 10 = 0 OR n %% 100 = 1, NULL, TIMESTAMPADD(SECOND, n, UTC_TIMESTAMP()))
                FROM %s""".formatted(numbers));
        jdbc.update("""
                INSERT INTO outbox (shard, corp_id, topic, event_key, event_id, event_type, payload, created_at)
                SELECT n %% 16, 'ww1', 'SOP', n, SHA2(n, 256), 'StepSettled', '{}', '2026-11-22'
                FROM %s""".formatted(numbers));
        jdbc.update("""
                INSERT INTO inbox (consumer, event_id, claim, claimed_at)
                SELECT 'tagging', UNHEX(SHA2(n, 256)), n, TIMESTAMPADD(SECOND, n, UTC_TIMESTAMP())
                FROM %s""".formatted(numbers));
        jdbc.execute("ANALYZE TABLE work, outbox, inbox");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void workIsClaimedByTheIndexOfWhatIsDue() {
        assertThat(plan(JdbcClaims.CLAIM, "kind0", "READY", "2026-11-22 01:00:00", 10))
                .containsEntry("key", "work_due")
                .satisfies(QueryPlanIT::nothingIsSorted);
    }

    @Test
    void expiredLeasesAreFoundAmongTheRunning() {
        assertThat(plan(JdbcClaims.EXPIRED, "kind1"))
                .containsEntry("key", "work_due")
                .satisfies(plan -> assertThat(Integer.parseInt(String.valueOf(plan.get("rows"))))
                        .isLessThan(500));
    }

    @Test
    void theOldestDueWorkIsTheFirstOfTheIndex() {
        assertThat(plan(JdbcClaims.OLDEST_DUE, "kind0", "2026-11-22 01:00:00"))
                .containsEntry("key", "work_due")
                .satisfies(QueryPlanIT::nothingIsSorted);
    }

    @Test
    void settledWorkIsForgottenByItsAge() {
        assertThat(plan(JdbcClaims.FORGET, 86400, 1000)).containsEntry("key", "work_settled");
    }

    @Test
    void claimsAreForgottenByTheirAge() {
        assertThat(plan(JdbcInbox.FORGET, 86400, 1000)).containsEntry("key", "inbox_by_age");
    }

    @Test
    void aShardIsReadInTheOrderOfItsIndex() {
        assertThat(plan(JdbcOutbox.OLDEST, 3, 1000))
                .containsEntry("key", "outbox_by_shard")
                .satisfies(QueryPlanIT::nothingIsSorted);
    }

    @Test
    void theShardsThatWaitAreReadFromTheIndexAlone() {
        assertThat(plan(JdbcOutbox.WAITING_SHARDS))
                .containsEntry("key", "outbox_by_shard")
                .satisfies(plan -> assertThat((String) plan.get("Extra")).contains("Using index for group-by"));
    }

    private Map<String, Object> plan(String sql, Object... arguments) {
        JdbcTemplate jdbc = service.get(JdbcTemplate.class);
        // MySQL explains as a tree unless told otherwise; MariaDB has but the table.
        boolean isMariaDb =
                jdbc.queryForObject("SELECT VERSION()", String.class).contains("MariaDB");
        return jdbc.queryForMap((isMariaDb ? "EXPLAIN " : "EXPLAIN FORMAT=TRADITIONAL ") + sql, arguments);
    }

    private static void nothingIsSorted(Map<String, Object> plan) {
        assertThat(String.valueOf(plan.get("Extra"))).doesNotContain("filesort").doesNotContain("temporary");
    }
}
