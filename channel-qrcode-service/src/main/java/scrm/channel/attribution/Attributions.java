package scrm.channel.attribution;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.channel.livecode.LiveCodeId;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;

/** Every corp's attributions with the touches that made them. */
interface Attributions {
    /** The pairs' attributions, made if they are missing, and locked until the transaction ends. */
    Map<Pair, Locked> lock(Collection<Pair> pairs, Instant now);

    /** How things stand between the two of each pair, without a lock; pairs never heard of are missing. */
    Map<Pair, History.Relation> relations(Collection<Pair> pairs);

    List<Touch> touches(AttributionId id);

    /** Adds touches to locked attributions and writes what these come to. */
    void store(Collection<Changed> changes, Instant now);

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

    /**
     * What has become of an attribution.
     *
     * @param touches that are new
     * @param history of all touches
     * @param lossPublished whether its loss has been told now
     */
    record Changed(Pair pair, AttributionId id, List<Touch> touches, History history, boolean lossPublished) {
        public Changed {
            touches = List.copyOf(touches);
        }
    }

    /** What a list is narrowed by; null leaves it wide. */
    record Filter(
            @Nullable ExternalUserId externalUserId,
            @Nullable LiveCodeId liveCodeId) {}
}
