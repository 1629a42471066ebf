package scrm.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Writes to rows of work. What comes in the same moment is written in one transaction: each commit waits for the disk,
 * and a busy worker would wait for hundreds in a second.
 *
 * @param <T> what is written to one row
 */
final class WriteBatcher<T> {
    /** Locks held together are few enough not to be in others' way. */
    private static final int TOGETHER = 64;

    private final ToLongFunction<T> id;
    private final Function<List<T>, Set<Long>> write;
    private final LinkedBlockingQueue<Waiting<T>> waiting = new LinkedBlockingQueue<>();
    private final Loop loop;

    private record Waiting<T>(T one, CompletableFuture<Boolean> written) {}

    /**
     * @param rest how long each transaction is from the end of the one before
     * @param id of the row
     * @param write in one transaction; returns the ids of those written
     */
    WriteBatcher(String name, Duration rest, ToLongFunction<T> id, Function<List<T>, Set<Long>> write) {
        this.id = id;
        this.write = write;
        this.loop = new Loop(name, this::step, rest);
    }

    void start() {
        loop.start();
    }

    void stop(Duration patience) throws InterruptedException {
        loop.stop(patience);
    }

    /**
     * Writes, and waits until it is durable.
     *
     * @return whether it was written; if not, the row is somebody else's by now
     * @throws java.util.concurrent.CompletionException with the cause, if it could not be written
     */
    boolean write(T one) {
        var own = new Waiting<>(one, new CompletableFuture<Boolean>());
        waiting.add(own);
        loop.nudge();
        return own.written().join();
    }

    private Duration step() {
        List<Waiting<T>> batch = new ArrayList<>();
        while (waiting.drainTo(batch, TOGETHER) > 0) {
            // In one order everywhere, against deadlocks.
            batch.sort(Comparator.comparingLong(one -> id.applyAsLong(one.one())));
            write(batch);
            batch.clear();
        }
        return Duration.ofSeconds(1);
    }

    private void write(List<Waiting<T>> batch) {
        try {
            Set<Long> ids = write.apply(batch.stream().map(Waiting::one).toList());
            for (Waiting<T> one : batch) {
                one.written().complete(ids.contains(id.applyAsLong(one.one())));
            }
        } catch (RuntimeException | StackOverflowError e) {
            if (batch.size() == 1 || Failures.isTransient(e)) {
                batch.forEach(one -> one.written().completeExceptionally(e));
            } else {
                // One failed and took the others with it; alone it fails for itself.
                batch.forEach(one -> write(List.of(one)));
            }
        }
    }
}
