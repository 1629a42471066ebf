package scrm.localstack;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

import scrm.stores.GuardedProcess;

/** One of our processes that serves HTTP: started, asked whether it is ready, killed, started again on its port. */
public final class RunningProcess {
    private static final Duration START_PATIENCE = Duration.ofMinutes(6);
    private static final Duration STOP_GRACE = Duration.ofSeconds(35);

    private final String name;
    private final Supplier<List<String>> command;
    private final Map<String, String> settings;
    private final Path logs;
    private final URI url;
    private final URI ready;
    private volatile @Nullable GuardedProcess process;
    private volatile @Nullable GuardedProcess endedByUs;
    private volatile boolean hasBeenReady;

    /**
     * @param command computed at each start
     * @param logs the folder for its log
     * @param url where it serves
     * @param ready answers 200 once it can work
     */
    RunningProcess(
            String name, Supplier<List<String>> command, Map<String, String> settings, Path logs, URI url, URI ready) {
        this.name = name;
        this.command = command;
        this.settings = Map.copyOf(settings);
        this.logs = logs.toAbsolutePath();
        this.url = url;
        this.ready = ready;
    }

    /** What messages call it. */
    public String name() {
        return name;
    }

    /** Where it serves. */
    public URI url() {
        return url;
    }

    /** Where it is looked after: {@code /actuator} on its management port. */
    public URI management() {
        return ready.resolve("/actuator");
    }

    /** Where its output goes. */
    public Path log() {
        return logs.resolve(name + ".log");
    }

    /** The process id. */
    public long pid() {
        return running().pid();
    }

    /** Whether its process lives. */
    public boolean isRunning() {
        GuardedProcess current = process;
        return current != null && current.isAlive();
    }

    /** Whether it says that it can work. */
    public boolean isReady() {
        return isRunning() && new Json(ready, null).send("GET", "", null).status() == 200;
    }

    /** Starts it without waiting. */
    public void launch() {
        hasBeenReady = false;
        process = GuardedProcess.start(name, command.get(), logs, settings, log());
    }

    /** Returns when it is ready. @throws Failure with the last log lines if it ends before, or takes too long */
    public void awaitReady(Progress progress) {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (!isReady()) {
            GuardedProcess current = running();
            if (System.nanoTime() > deadline) {
                throw new Failure("%s is not ready after %d s; its log %s ends:%n%s"
                        .formatted(name, START_PATIENCE.toSeconds(), log(), current.lastLogLines()));
            }
            progress.stillWaiting();
            Pause.briefly();
        }
        hasBeenReady = true;
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() {
        GuardedProcess current = running();
        endedByUs = current;
        current.kill();
    }

    /**
     * Ends it in an orderly way and returns when it has ended. One that has not come up yet has no work to finish, and
     * would come up before it listened.
     */
    public void stop() {
        GuardedProcess current = process;
        endedByUs = current;
        if (current != null) {
            current.resume();
            current.stop(hasBeenReady ? STOP_GRACE : Duration.ZERO);
        }
    }

    /** Halts it with its connections open. */
    public void suspend() {
        running().suspend();
    }

    /** Ends {@link #suspend()}. */
    public void resume() {
        running().resume();
    }

    /** Calls back if it ends although nobody here ended it. */
    void onUnexpectedEnd(Runnable callback) {
        GuardedProcess current = running();
        var _ = current.onExit().thenRun(() -> {
            if (endedByUs != current) {
                callback.run();
            }
        });
    }

    /** The last lines of its log. */
    String lastLogLines() {
        GuardedProcess current = process;
        return current == null ? "" : current.lastLogLines();
    }

    private GuardedProcess running() {
        GuardedProcess current = process;
        if (current == null || !current.isAlive()) {
            throw new Failure("%s has ended; its log %s ends:%n%s".formatted(name, log(), lastLogLines()));
        }
        return current;
    }
}
