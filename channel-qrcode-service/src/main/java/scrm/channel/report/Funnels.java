package scrm.channel.report;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import scrm.channel.channel.ChannelId;
import scrm.events.CorpId;

/** Every corp's funnels. */
interface Funnels {
    /** All of the channels together. */
    Funnel of(Scope scope);

    /** When anything first came of any of the channels; empty if nothing did. */
    Optional<Instant> beginning(CorpId corpId, Set<ChannelId> channels);
}
