package scrm.benchmarks;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What stands beside due steps: db-scheduler, and the statements of a claim, each on a table with as many waiting. */
final class ClaimRounds {
    private static final int CLAIM = 500;
    private static final int PER_STATEMENT = 20_000;

    private final HikariDataSource pool;
    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final int number;
    private int round;

    /** @param number how many come due in a round */
    ClaimRounds(ServiceStack stack, int waiting, int number) {
        this.number = number;
        stack.createDatabases(List.of("peer"));
        pool = stack.dataSource("peer");
        pool.setMaximumPoolSize(24);
        database = JdbcClient.create(pool);
        transaction = new TransactionTemplate(new DataSourceTransactionManager(pool));
        // As db-scheduler's documentation has it for MariaDB.
        database.sql("""
                        CREATE TABLE scheduled_tasks (
                            task_name            VARCHAR(100) NOT NULL,
                            task_instance        VARCHAR(100) NOT NULL,
                            task_data            BLOB,
                            execution_time       TIMESTAMP(6) NOT NULL,
                            picked               BOOLEAN      NOT NULL,
                            picked_by            VARCHAR(50),
                            last_success         TIMESTAMP(6) NULL,
                            last_failure         TIMESTAMP(6) NULL,
                            consecutive_failures INT,
                            last_heartbeat       TIMESTAMP(6) NULL,
                            version              BIGINT       NOT NULL,
                            priority             SMALLINT,
                            PRIMARY KEY (task_name, task_instance),
                            INDEX execution_time_idx (execution_time),
                            INDEX last_heartbeat_idx (last_heartbeat),
                            INDEX priority_execution_time_idx (priority DESC, execution_time ASC)
                        )""").update();
        database.sql("""
                        CREATE TABLE claim (
                            id     BIGINT      NOT NULL AUTO_INCREMENT,
                            state  VARCHAR(16) NOT NULL,
                            due_at DATETIME(6) NOT NULL,
                            PRIMARY KEY (id),
                            KEY claim_due (state, due_at, id)
                        )""").update();
        for (int first = 1; first <= waiting; first += PER_STATEMENT) {
            String rows = "seq_%d_to_%d".formatted(first, Math.min(waiting, first + PER_STATEMENT - 1));
            schedule("CONCAT('w', seq)", "'2030-01-01' + INTERVAL seq SECOND", rows);
            claimable("'2030-01-01' + INTERVAL seq SECOND", rows);
        }
    }

    /** A second's executions of db-scheduler, which do nothing. */
    double peer() throws InterruptedException {
        round++;
        schedule("CONCAT('r%d-', seq)".formatted(round), "'2026-01-01'", "seq_1_to_" + number);
        CountDownLatch done = new CountDownLatch(number);
        OneTimeTask<Void> task = Tasks.oneTime("step").execute((_, _) -> done.countDown());
        Scheduler scheduler = Scheduler.create(pool, task)
                .threads(20)
                .pollUsingLockAndFetch(0.5, 4.0)
                .pollingInterval(Duration.ofMillis(100))
                .build();
        long begin = System.nanoTime();
        scheduler.start();
        done.await();
        double seconds = (System.nanoTime() - begin) / 1e9;
        scheduler.stop();
        return number / seconds;
    }

    /** A second's rows that one thread claims with SKIP LOCKED and marks. */
    double bare() {
        claimable("'2026-01-01'", "seq_1_to_" + number);
        long begin = System.nanoTime();
        int claimed = 0;
        while (claimed < number) {
            claimed += Objects.requireNonNull(transaction.execute(_ -> {
                List<Long> ids = database.sql("""
                                SELECT id FROM claim WHERE state = 'PENDING' AND due_at <= UTC_TIMESTAMP(6)
                                ORDER BY due_at, id LIMIT :limit FOR UPDATE SKIP LOCKED
                                """)
                        .param("limit", CLAIM)
                        .query((row, _) -> row.getLong(1))
                        .list();
                database.sql("UPDATE claim SET state = 'CLAIMED' WHERE id IN (:ids)")
                        .param("ids", ids)
                        .update();
                return ids.size();
            }));
        }
        return number / ((System.nanoTime() - begin) / 1e9);
    }

    private void schedule(String instance, String at, String rows) {
        database.sql("INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version, priority)"
                        + " SELECT 'step', " + instance + ", " + at + ", FALSE, 1, 0 FROM " + rows)
                .update();
    }

    private void claimable(String at, String rows) {
        database.sql("INSERT INTO claim (state, due_at) SELECT 'PENDING', " + at + " FROM " + rows)
                .update();
    }
}
