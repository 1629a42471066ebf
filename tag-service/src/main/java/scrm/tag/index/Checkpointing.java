package scrm.tag.index;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import scrm.tag.index.IndexCheckpoints.EventLog;
import scrm.tag.index.IndexCheckpoints.Moment;

/** Takes a checkpoint now and then, one at a time, while the index goes on. For one thread. */
final class Checkpointing {
    private static final Logger log = LoggerFactory.getLogger(Checkpointing.class);

    private final IndexCheckpoints checkpoints;
    private final Supplier<String> topicId;
    private final Duration every;
    private final Timer taken;
    private final Counter failed;
    private final Clock clock;
    private Instant due = Instant.MIN;
    private @Nullable Thread running;

    Checkpointing(
            IndexCheckpoints checkpoints,
            Supplier<String> topicId,
            IndexProperties properties,
            MeterRegistry meters,
            Clock clock) {
        this.checkpoints = checkpoints;
        this.topicId = topicId;
        this.every = properties.checkpointEvery();
        this.taken = meters.timer("scrm.index.checkpoint");
        this.failed = meters.counter("scrm.index.checkpoint.failed");
        this.clock = clock;
    }

    /** The topic's id. Asks the broker. */
    String topicId() {
        return topicId.get();
    }

    boolean isDue() {
        return !clock.instant().isBefore(due) && (running == null || !running.isAlive());
    }

    /**
     * Begins to write down what is held now.
     *
     * @param partitions how many the topic has
     * @param offsets of those that are held, the first event that has not been taken in
     * @param generation of the index
     */
    void begin(int partitions, Map<Integer, Long> offsets, long generation) {
        due = clock.instant().plus(every);
        running = Thread.ofVirtual()
                .name("contact-index-checkpoint")
                .start(() -> taken.record(() -> {
                    try {
                        checkpoints.take(new Moment(new EventLog(topicId(), partitions), offsets, generation));
                    } catch (RuntimeException e) {
                        // The next one will do. Quotes no message: it may quote values.
                        failed.increment();
                        log.warn(
                                "No checkpoint could be taken: {}", e.getClass().getName());
                    }
                }));
    }

    /** Waits a moment for one that is being taken. */
    void end() throws InterruptedException {
        if (running != null) {
            running.join(Duration.ofSeconds(5));
        }
    }
}
