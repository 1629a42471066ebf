package scrm.stores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One server that can be stopped, killed, suspended and started again on the same port and data, as the fault tests do.
 * Not for use by several threads at once.
 */
public final class StoreServer {
    private static final Duration START_PATIENCE = Duration.ofMinutes(3);
    private static final Duration STOP_GRACE = Duration.ofSeconds(15);
    private static final Duration PROBE_PAUSE = Duration.ofMillis(40);

    private final Recipe recipe;
    private final Path home;
    private final int port;
    private volatile @Nullable GuardedProcess process;

    StoreServer(Recipe recipe, Path home, int port) {
        this.recipe = recipe;
        this.home = home;
        this.port = port;
    }

    /** Its name in messages: {@code mysql}, {@code kafka} or {@code redis}. */
    public String name() {
        return recipe.name();
    }

    /** The port on 127.0.0.1, the same over restarts. */
    public int port() {
        return port;
    }

    /** Where its output goes. */
    public Path log() {
        return home.resolve(recipe.name() + ".log");
    }

    /** Whether its process lives. */
    public boolean isRunning() {
        GuardedProcess current = process;
        return current != null && current.isAlive();
    }

    /** The process id. @throws IllegalStateException if it does not run */
    public long pid() {
        return running().pid();
    }

    /** Starts it and returns when it answers. @throws IllegalStateException with its last log lines if it does not */
    public void start() {
        if (isRunning()) {
            return;
        }
        try {
            Files.createDirectories(home);
            recipe.prepare(home);
            GuardedProcess started =
                    GuardedProcess.start(name(), recipe.command(home, port), home, Map.<String, String>of(), log());
            process = started;
            awaitReady(started);
        } catch (IOException e) {
            throw new UncheckedIOException(name() + " cannot be started: " + e.getMessage(), e);
        }
    }

    /** Ends it in an orderly way and returns when it has ended. */
    public void stop() {
        GuardedProcess current = process;
        if (current != null) {
            current.resume();
            current.stop(STOP_GRACE);
        }
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() {
        running().kill();
    }

    /** Halts it with its connections open: it answers nobody. */
    public void suspend() {
        running().suspend();
    }

    /** Ends {@link #suspend()}. */
    public void resume() {
        running().resume();
    }

    private GuardedProcess running() {
        GuardedProcess current = process;
        if (current == null || !current.isAlive()) {
            throw new IllegalStateException(name() + " does not run");
        }
        return current;
    }

    private void awaitReady(GuardedProcess started) throws IOException {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (!recipe.isReady(home, port)) {
            if (!started.isAlive() || System.nanoTime() > deadline) {
                String verdict = started.isAlive()
                        ? " was not ready within " + START_PATIENCE.toSeconds() + " s"
                        : " ended while it started";
                started.kill();
                throw new IllegalStateException(
                        name() + verdict + "; its log " + log() + " ends:\n" + started.lastLogLines());
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PROBE_PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a store started", e);
        }
    }

    /** Runs a program to its end, with this text as its input; its output goes to the log. */
    static void runToEnd(String what, List<String> command, Path input, Path log) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try {
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException(what + " failed with exit code " + status + "; see " + log);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(what + " was interrupted", e);
        }
    }
}
