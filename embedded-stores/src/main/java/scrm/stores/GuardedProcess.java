package scrm.stores;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A child process that cannot outlive us. Between us and the program stands a small shell that holds the reading end of
 * a pipe whose other end only we hold: when we are gone, even by {@code kill -9}, the pipe closes and the shell ends
 * the program. Ctrl-C in a terminal reaches us alone, so that we decide in which order things stop.
 */
public final class GuardedProcess {
    /** $1 is the log; the rest is the command. Prints the program's process id, so that signals reach it directly. */
    private static final String GUARD = """
            trap '' INT
            log=$1; shift
            exec 3<&0
            "$@" >>"$log" 2>&1 </dev/null 3<&- &
            program=$!
            echo "$program"
            (
              read -r _ <&3
              kill -TERM "$program" || exit
              for second in 1 2 3 4 5 6 7 8; do sleep 1; kill -0 "$program" || exit; done
              kill -KILL "$program"
            ) >/dev/null 2>&1 &
            watcher=$!
            exec >&-
            wait "$program"; status=$?
            kill "$watcher" 2>/dev/null
            exit "$status"
            """;

    private static final int LOG_LINES_IN_A_FAILURE = 15;

    private final String name;
    private final Path log;
    private final Process guard;
    private final ProcessHandle program;

    private GuardedProcess(String name, Path log, Process guard, ProcessHandle program) {
        this.name = name;
        this.log = log;
        this.guard = guard;
        this.program = program;
    }

    /**
     * Starts a program.
     *
     * @param name what messages call it
     * @param command the program and its arguments
     * @param directory its working directory, which exists
     * @param environment variables beside those that it inherits
     * @param log the file that its output is appended to
     */
    public static GuardedProcess start(
            String name, List<String> command, Path directory, Map<String, String> environment, Path log) {
        List<String> guarded = new ArrayList<>(List.of("sh", "-c", GUARD, "guard", log.toString()));
        guarded.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(guarded)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            Process guard = builder.start();
            BufferedReader output =
                    new BufferedReader(new InputStreamReader(guard.getInputStream(), StandardCharsets.US_ASCII));
            String pid = output.readLine();
            if (pid == null) {
                throw new IllegalStateException(name + " did not start: " + command.getFirst());
            }
            ProcessHandle program = ProcessHandle.of(Long.parseLong(pid)).orElseGet(guard::toHandle);
            return new GuardedProcess(name, log, guard, program);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " did not start: " + command.getFirst(), e);
        }
    }

    /** What messages call it. */
    public String name() {
        return name;
    }

    /** Where its output goes. */
    public Path log() {
        return log;
    }

    /** The process id of the program itself, not of its guard. */
    public long pid() {
        return program.pid();
    }

    /** Whether it still runs; a suspended process runs. */
    public boolean isAlive() {
        return guard.isAlive();
    }

    /** Completes with the exit code when the program has ended: 128 + n if signal n ended it. */
    public CompletableFuture<Integer> onExit() {
        return guard.onExit().thenApply(Process::exitValue);
    }

    /** Asks it to end, waits that long, then kills it. Returns when it has ended. */
    public void stop(Duration grace) {
        signal("TERM");
        if (!endsWithin(grace)) {
            kill();
        }
    }

    /** Ends it at once, as {@code kill -9} does, and returns when it has ended. */
    public void kill() {
        signal("KILL");
        if (!endsWithin(Duration.ofSeconds(10))) {
            throw new IllegalStateException(name + " (process " + pid() + ") did not end after kill -9");
        }
    }

    /** Halts it where it stands: it keeps its sockets and memory and answers nobody. */
    public void suspend() {
        signal("STOP");
    }

    /** Lets a suspended process go on. */
    public void resume() {
        signal("CONT");
    }

    /** The last lines of its log, for the sentence that reports its death. */
    public String lastLogLines() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_IN_A_FAILURE), lines.size()));
        } catch (IOException e) {
            return "(no log at " + log + ")";
        }
    }

    private boolean endsWithin(Duration time) {
        try {
            return guard.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !isAlive();
        }
    }

    private void signal(String signal) {
        if (!isAlive()) {
            return;
        }
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot signal " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
