package scrm.channel.lure;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.channel.channel.ChannelId;
import scrm.events.CorpId;

/** Every corp's lures. */
public interface Lures {
    LureId add(CorpId corpId, ChannelId channelId, Lure.Draft draft, Instant now);

    Optional<Lure> find(CorpId corpId, LureId id);

    /** As {@link #find}, and nobody else changes it until the transaction ends. */
    Optional<Lure> lock(CorpId corpId, LureId id);

    /** A channel's, in the order in which they were made. */
    List<Lure> list(CorpId corpId, ChannelId channelId, @Nullable LureId after, int limit);

    /** Replaces what people decide about a locked one. */
    void edit(CorpId corpId, LureId id, Lure.Draft draft, Instant now);

    /** Ends a locked one. */
    void end(CorpId corpId, LureId id, Instant now);

    /**
     * Takes one of its stock, and locks it.
     *
     * @return false if it was ended or nothing is left
     */
    boolean take(CorpId corpId, LureId id);
}
