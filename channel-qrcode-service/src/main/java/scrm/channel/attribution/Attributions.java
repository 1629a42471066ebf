package scrm.channel.attribution;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.channel.livecode.LiveCodeId;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;

/** Every corp's attributions with the touches that made them. */
interface Attributions {
    /** The pair's attribution, made if it is missing, and locked until the transaction ends. */
    Locked lock(Pair pair, Instant now);

    /** How things stand between the two, without a lock. */
    History.Relation relation(Pair pair);

    List<Touch> touches(AttributionId id);

    /** Adds a touch; false if its event was there already. */
    boolean add(Pair pair, AttributionId id, Touch touch, Instant now);

    /** Writes what the touches add up to. */
    void store(AttributionId id, History history, boolean lossPublished, Instant now);

    Optional<Attribution> find(CorpId corpId, AttributionId id);

    /** The newest first. */
    List<Attribution> list(CorpId corpId, Filter filter, @Nullable AttributionId before, int limit);

    /**
     * An attribution in our hands.
     *
     * @param lossPublished whether its loss was told already
     * @param touches that made it what it is
     */
    record Locked(AttributionId id, boolean lossPublished, List<Touch> touches) {
        public Locked {
            touches = List.copyOf(touches);
        }
    }

    /** What a list is narrowed by; null leaves it wide. */
    record Filter(
            @Nullable ExternalUserId externalUserId,
            @Nullable LiveCodeId liveCodeId) {}
}
