package scrm.stores;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Names a process for as long as the machine runs: the start time tells it from a later one with the same id.
 *
 * @param pid its process id
 * @param started when it started; the system's own reading of it may move by a second
 */
public record ProcessStamp(long pid, Instant started) {
    private static final Duration TOLERANCE = Duration.ofSeconds(3);

    /** The stamp of a living process. */
    public static ProcessStamp of(ProcessHandle process) {
        return new ProcessStamp(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
    }

    /** The stamp of the living process with that id; empty if there is none or it is no number. */
    public static Optional<ProcessStamp> ofPid(String pid) {
        try {
            return ProcessHandle.of(Long.parseLong(pid.trim())).map(ProcessStamp::of);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Reads what {@link #toString()} wrote; empty if it is not that. */
    public static Optional<ProcessStamp> parse(String text) {
        String[] parts = text.trim().split("@", 2);
        try {
            return parts.length == 2
                    ? Optional.of(
                            new ProcessStamp(Long.parseLong(parts[0]), Instant.ofEpochMilli(Long.parseLong(parts[1]))))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The process, if it still lives. */
    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isThatOne);
    }

    /** Whether it still lives. */
    public boolean isAlive() {
        return process().isPresent();
    }

    private boolean isThatOne(ProcessHandle process) {
        Instant start = process.info().startInstant().orElse(Instant.EPOCH);
        return Duration.between(started, start).abs().compareTo(TOLERANCE) <= 0;
    }

    /** {@code pid@milliseconds}, fit for a file's name. */
    @Override
    public String toString() {
        return pid + "@" + started.toEpochMilli();
    }
}
