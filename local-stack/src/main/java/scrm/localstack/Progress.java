package scrm.localstack;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Tells on the console what is awaited, and for how long already. Lines come from several threads, whole. */
public final class Progress {
    private static final int STILL_WAITING_SECONDS = 10;

    private final PrintStream out;
    private final long begin = System.nanoTime();
    private final Set<String> awaited = new LinkedHashSet<>();
    private long lastSaid = begin;

    /** @param out where to */
    public Progress(PrintStream out) {
        this.out = out;
    }

    /** One line with the seconds since the beginning. */
    public synchronized void say(String line) {
        lastSaid = System.nanoTime();
        out.printf(Locale.ROOT, "%6.1f s  %s%n", seconds(), line);
        out.flush();
    }

    /** A line without a time. */
    public synchronized void print(String line) {
        out.println(line);
        out.flush();
    }

    /** Runs one step and tells when it is done. */
    public void step(String what, Runnable step) {
        begin(what);
        step.run();
        done(what);
    }

    /** Waits until something holds, for that long at most; tells whether it came to hold. */
    public boolean await(String what, Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        begin(what);
        try {
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() > deadline) {
                    say(what + ": not within " + patience.toSeconds() + " s");
                    return false;
                }
                stillWaiting();
                Pause.briefly();
            }
            return true;
        } finally {
            end(what);
        }
    }

    private synchronized void end(String what) {
        awaited.remove(what);
    }

    /** From now on this is awaited. */
    public synchronized void begin(String what) {
        awaited.add(what);
    }

    synchronized void done(String what) {
        if (awaited.remove(what)) {
            say(what + " ready");
        }
    }

    /** Repeats what is awaited if nothing has been said for a while; whoever polls calls it. */
    public synchronized void stillWaiting() {
        if (System.nanoTime() - lastSaid
                > Duration.ofSeconds(STILL_WAITING_SECONDS).toNanos()) {
            say("... waiting for " + String.join(", ", awaited));
        }
    }

    /** Since the beginning. */
    public double seconds() {
        return (System.nanoTime() - begin) / 1e9;
    }
}
