package scrm.localstack.faults;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

import scrm.localstack.Pause;

/** Requests without end, a pause after each, until it is closed. */
final class Traffic implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile boolean closed;

    /**
     * @param atOnce how many at the same time
     * @param request tells whether it went well
     */
    Traffic(int atOnce, BooleanSupplier request) {
        for (int i = 0; i < atOnce; i++) {
            threads.execute(() -> {
                while (!closed) {
                    failed.addAndGet(request.getAsBoolean() ? 0 : 1);
                    asked.incrementAndGet();
                    Pause.briefly();
                }
            });
        }
    }

    long asked() {
        return asked.get();
    }

    long failed() {
        return failed.get();
    }

    /** Returns when the last one has been answered. */
    @Override
    public void close() {
        closed = true;
        threads.close();
    }
}
