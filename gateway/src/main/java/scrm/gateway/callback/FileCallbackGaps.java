package scrm.gateway.callback;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import scrm.events.Event;
import scrm.events.WeComEvent;
import scrm.messaging.EventJson;

/**
 * Gaps as lines of a file, forced to disk: the time, a tab, the event. Callbacks that come while the disk works share
 * the next force. A full file is put aside under another name before it is repaired, and deleted afterwards; what a
 * crash leaves is repaired again, which the event's id makes harmless.
 */
final class FileCallbackGaps implements CallbackGaps {
    private static final Logger log = LoggerFactory.getLogger(FileCallbackGaps.class);
    private static final String CURRENT = "gaps.log";
    private static final String ASIDE = "gaps-";

    private final Path directory;
    private final EventJson json;
    private final Clock clock;
    private final CallbackMetrics metrics;
    private final ReentrantLock disk = new ReentrantLock();
    private final ConcurrentLinkedQueue<Line> waiting = new ConcurrentLinkedQueue<>();
    private @Nullable FileChannel current;

    /** A callback that was refused. */
    record Gap(Instant recordedAt, WeComEvent event) {}

    private record Line(ByteBuffer bytes, CompletableFuture<Void> onDisk) {}

    FileCallbackGaps(Path directory, EventJson json, Clock clock, CallbackMetrics metrics) {
        this.directory = directory;
        this.json = json;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public void note(WeComEvent event) {
        try {
            Line line = new Line(bytes(event), new CompletableFuture<>());
            waiting.add(line);
            disk.lock();
            try {
                if (!line.onDisk().isDone()) {
                    writeWaiting();
                }
            } finally {
                disk.unlock();
            }
            line.onDisk().join();
            metrics.gapNoted();
        } catch (RuntimeException e) {
            metrics.gapLost();
            log.error("A gap could not be noted: {} {}", event.getClass().getSimpleName(), event.id(), e);
        }
    }

    private ByteBuffer bytes(WeComEvent event) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        // Begins a line of its own even after one that a full disk cut short.
        line.writeBytes(("\n" + clock.instant() + "\t").getBytes(StandardCharsets.US_ASCII));
        line.writeBytes(json.write(event));
        line.write('\n');
        return ByteBuffer.wrap(line.toByteArray());
    }

    private void writeWaiting() {
        List<Line> lines = new ArrayList<>();
        for (Line line = waiting.poll(); line != null; line = waiting.poll()) {
            lines.add(line);
        }
        try {
            FileChannel channel = open();
            for (Line line : lines) {
                while (line.bytes().hasRemaining()) {
                    channel.write(line.bytes());
                }
            }
            channel.force(false);
            lines.forEach(line -> line.onDisk().complete(null));
        } catch (IOException e) {
            lines.forEach(line -> line.onDisk().completeExceptionally(e));
        }
    }

    private FileChannel open() throws IOException {
        FileChannel channel = current;
        if (channel == null) {
            Files.createDirectories(directory);
            channel = FileChannel.open(
                    directory.resolve(CURRENT),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.APPEND);
            current = channel;
        }
        return channel;
    }

    /**
     * Hands over all that was noted, in order; a file is forgotten once its gaps were taken.
     *
     * @param repair takes the gaps of one file; what it throws leaves the file for the next time
     * @return how many were taken
     */
    int repair(Consumer<List<Gap>> repair) throws IOException {
        if (!Files.isDirectory(directory)) {
            return 0;
        }
        putAside();
        int taken = 0;
        for (Path file : aside()) {
            List<Gap> gaps = read(file);
            repair.accept(gaps);
            Files.delete(file);
            taken += gaps.size();
        }
        return taken;
    }

    private void putAside() throws IOException {
        disk.lock();
        try {
            Path file = directory.resolve(CURRENT);
            if (!Files.exists(file)) {
                return;
            }
            if (current != null) {
                current.close();
                current = null;
            }
            Files.move(file, directory.resolve(ASIDE + clock.millis() + "-" + System.nanoTime() + ".log"));
        } finally {
            disk.unlock();
        }
    }

    private List<Path> aside() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(ASIDE))
                    .sorted()
                    .toList();
        }
    }

    private List<Gap> read(Path file) throws IOException {
        List<Gap> gaps = new ArrayList<>();
        for (String line : Files.readString(file).split("\n")) {
            Gap gap = gap(line);
            if (gap != null) {
                gaps.add(gap);
            } else if (!line.isEmpty()) {
                // The end of a write that a crash or a full disk cut short: nobody was told that it was noted.
                log.warn("A torn line of {} was left out", file.getFileName());
            }
        }
        return gaps;
    }

    private @Nullable Gap gap(String line) {
        int tab = line.indexOf('\t');
        if (tab < 0) {
            return null;
        }
        try {
            Event event = json.read(line.substring(tab + 1).getBytes(StandardCharsets.UTF_8));
            return event instanceof WeComEvent wecom ? new Gap(Instant.parse(line.substring(0, tab)), wecom) : null;
        } catch (EventJson.MalformedEventException | DateTimeParseException e) {
            return null;
        }
    }
}
