package scrm.wecom.wxjava;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

import scrm.wecom.WeComException;

/** Many calls at once, and what became of each. */
record Load(List<Result> results) {
    /** Makes {@code calls} calls from {@code threads} threads; each gets its number. */
    static Load of(int threads, int calls, IntConsumer call) {
        AtomicInteger next = new AtomicInteger();
        List<Future<List<Result>>> parts = new ArrayList<>();
        List<Result> results = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int t = 0; t < threads; t++) {
                parts.add(executor.submit(() -> {
                    List<Result> part = new ArrayList<>();
                    for (int n = next.getAndIncrement(); n < calls; n = next.getAndIncrement()) {
                        part.add(once(n, call));
                    }
                    return part;
                }));
            }
        }
        parts.forEach(part -> results.addAll(part.resultNow()));
        return new Load(results);
    }

    private static Result once(int n, IntConsumer call) {
        long start = System.nanoTime();
        WeComException failure = null;
        try {
            call.accept(n);
        } catch (WeComException e) {
            failure = e;
        }
        return new Result(n, failure, Duration.ofNanos(System.nanoTime() - start));
    }

    long succeeded() {
        return results.stream().filter(result -> result.failure == null).count();
    }

    long failed(WeComException.Kind kind) {
        return results.stream()
                .filter(result -> result.failure != null && result.failure.kind() == kind)
                .count();
    }

    Duration percentile(double part) {
        List<Duration> sorted = results.stream().map(Result::took).sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(sorted.size() * part)));
    }

    /** @param failure null if all went well */
    record Result(int number, WeComException failure, Duration took) {}
}
