package scrm.gateway.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes all checks at once, one examination at a time. What was found counts for some seconds, so that WeCom is asked
 * once for each corp in that time, whoever asks us how often.
 */
final class Doctor {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<Check> checks;
    private final Duration counts;
    private List<Finding> last = List.of();
    private long lookedAt;

    /** @param counts how long what was found counts */
    Doctor(List<Check> checks, Duration counts) {
        this.checks = List.copyOf(checks);
        this.counts = counts;
    }

    /** What all checks found, in their order. */
    synchronized List<Finding> examine() {
        if (last.isEmpty() || System.nanoTime() - lookedAt > counts.toNanos()) {
            last = look();
            lookedAt = System.nanoTime();
        }
        return last;
    }

    private List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Finding>>> looking =
                    checks.stream().map(check -> threads.submit(check::look)).toList();
            long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
            for (int i = 0; i < checks.size(); i++) {
                findings.addAll(found(checks.get(i), looking.get(i), giveUpAt - System.nanoTime()));
            }
            threads.shutdownNow();
        }
        return findings;
    }

    private static List<Finding> found(Check check, Future<List<Finding>> looking, long nanos) {
        try {
            return looking.get(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            // The kind alone: messages quote addresses with passwords in them.
            return List.of(Finding.fail(check.name(), root(e).getClass().getSimpleName()));
        } catch (TimeoutException e) {
            return List.of(Finding.fail(check.name(), "no answer in " + PATIENCE.toSeconds() + " s"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(Finding.fail(check.name(), "interrupted"));
        }
    }

    private static Throwable root(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? e : root(cause);
    }
}
