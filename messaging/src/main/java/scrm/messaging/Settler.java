package scrm.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Settles one kind of work. What ends in the same moment is settled in one transaction: each commit waits for the disk,
 * and a busy worker would wait for hundreds in a second.
 */
final class Settler {
    /** Locks held together are few enough not to be in others' way. */
    private static final int TOGETHER = 64;

    private final JdbcClaims claims;
    private final LinkedBlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
    private final Loop loop;

    private record Waiting(JdbcClaims.Outcome outcome, CompletableFuture<Boolean> settled) {}

    Settler(String kind, JdbcClaims claims) {
        this.claims = claims;
        this.loop = new Loop("settle-" + kind, this::step, Loop.REST);
    }

    void start() {
        loop.start();
    }

    void stop(Duration patience) throws InterruptedException {
        loop.stop(patience);
    }

    /**
     * Settles work and runs the settlement's effect.
     *
     * @return false, and no effect was run, if the work is somebody else's by now or was settled before
     * @throws java.util.concurrent.CompletionException with the cause, if it could not be settled
     */
    boolean settle(JdbcClaims.Outcome outcome) {
        var own = new Waiting(outcome, new CompletableFuture<>());
        waiting.add(own);
        loop.nudge();
        return own.settled().join();
    }

    private Duration step() {
        List<Waiting> batch = new ArrayList<>();
        while (waiting.drainTo(batch, TOGETHER) > 0) {
            // In one order everywhere, against deadlocks.
            batch.sort(Comparator.comparingLong(one -> one.outcome().work().id()));
            settle(batch);
            batch.clear();
        }
        return Duration.ofSeconds(1);
    }

    private void settle(List<Waiting> batch) {
        try {
            Set<Long> settled =
                    claims.settle(batch.stream().map(Waiting::outcome).toList());
            for (Waiting one : batch) {
                one.settled().complete(settled.contains(one.outcome().work().id()));
            }
        } catch (RuntimeException | StackOverflowError e) {
            if (batch.size() == 1 || Failures.isTransient(e)) {
                batch.forEach(one -> one.settled().completeExceptionally(e));
            } else {
                // One effect failed and took the others with it; alone it fails for itself.
                batch.forEach(one -> settle(List.of(one)));
            }
        }
    }
}
