package scrm.messaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/** The system's clock, ahead by the ISO-8601 duration that a file holds; for development, to live through days. */
final class FileClock extends Clock {
    private static final long REREAD_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Path file;
    private final Clock system;
    private volatile Duration ahead = Duration.ZERO;
    private volatile long readAt;

    FileClock(Path file) {
        this(file, Clock.systemUTC());
    }

    private FileClock(Path file, Clock system) {
        this.file = file;
        this.system = system;
        read();
    }

    @Override
    public Instant instant() {
        if (System.nanoTime() - readAt > REREAD_NANOS) {
            read();
        }
        return system.instant().plus(ahead);
    }

    private void read() {
        try {
            String text = Files.readString(file).strip();
            // An empty file is one that is being written: the last value stands.
            if (!text.isEmpty()) {
                ahead = Duration.parse(text);
            }
        } catch (NoSuchFileException e) {
            ahead = Duration.ZERO;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        readAt = System.nanoTime();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new FileClock(file, system.withZone(zone));
    }
}
