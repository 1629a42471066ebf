package scrm.rest.deadlock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

import scrm.rest.RestIT;

@Import(DeadlockRetryIT.Transfer.class)
class DeadlockRetryIT extends RestIT {
    static class Transfer {
        private final JdbcClient jdbc;
        private final AtomicInteger attempts = new AtomicInteger();

        Transfer(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        @Transactional
        void move(int from, int to, Callable<?> betweenTheLocks) throws Exception {
            attempts.incrementAndGet();
            add(from, -1);
            betweenTheLocks.call();
            add(to, 1);
        }

        int attempts() {
            return attempts.get();
        }

        private void add(int id, int amount) {
            jdbc.sql("UPDATE account SET amount = amount + ? WHERE id = ?")
                    .params(amount, id)
                    .update();
        }
    }

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Transfer transfer;

    @Test
    void bothSidesOfADeadlockEndWell() throws Exception {
        jdbc.sql("CREATE TABLE account (id INT PRIMARY KEY, amount INT NOT NULL)")
                .update();
        jdbc.sql("INSERT INTO account VALUES (1, 10), (2, 10)").update();
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        AtomicInteger meetings = new AtomicInteger();
        // The first two attempts meet between their locks; the one that is run again goes through.
        Callable<?> meet = () -> meetings.incrementAndGet() <= 2 ? bothHoldOne.await(10, TimeUnit.SECONDS) : 0;

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> one = threads.submit(() -> {
                transfer.move(1, 2, meet);
                return 0;
            });
            Future<?> other = threads.submit(() -> {
                transfer.move(2, 1, meet);
                return 0;
            });
            one.get();
            other.get();
        }

        assertThat(transfer.attempts()).isEqualTo(3);
        assertThat(jdbc.sql("SELECT amount FROM account ORDER BY id")
                        .query(Integer.class)
                        .list())
                .containsExactly(10, 10);
    }
}
