package scrm.messaging.replay;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.transaction.support.TransactionOperations;

import scrm.events.CorpId;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;
import scrm.messaging.job.Job;
import scrm.messaging.job.Jobs;

/**
 * Hands a corp's callbacks of a time to one consumer of this service once more, as a job: for a consumer that is new,
 * or whose database was set back. What it has claimed it is not given again.
 */
public final class ReplayCallbacks {
    private static final String WECOM = "wecom.";

    private final Jobs jobs;
    private final TransactionOperations transaction;
    private final Supplier<Stream<EventConsumer>> consumers;

    /**
     * What is asked for.
     *
     * @param consumer whom they are handed to
     * @param from when they came in at the earliest
     * @param until before it they came in
     * @param dryRun only counts those that would be handed over
     */
    public record Request(String consumer, Instant from, Instant until, boolean dryRun) {}

    ReplayCallbacks(Jobs jobs, TransactionOperations transaction, Supplier<Stream<EventConsumer>> consumers) {
        this.jobs = jobs;
        this.transaction = transaction;
        this.consumers = consumers;
    }

    /** Those that read callbacks. */
    public Set<String> consumers() {
        return consumers
                .get()
                .filter(consumer -> consumer.topics().stream().anyMatch(ReplayCallbacks::isCallbacks))
                .map(EventConsumer::name)
                .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
    }

    /** Begins; the job's {@code done} counts what was handed over or would be, its {@code total} what was found. */
    public Job start(CorpId corpId, Request request) {
        return Objects.requireNonNull(
                transaction.execute(_ -> jobs.start(corpId, KafkaCallbackReplay.KIND, request, 0)));
    }

    static boolean isCallbacks(Topic topic) {
        return topic.topicName().startsWith(WECOM);
    }
}
