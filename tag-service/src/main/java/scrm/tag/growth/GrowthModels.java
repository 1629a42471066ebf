package scrm.tag.growth;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

import scrm.events.CorpId;

/** The growth models of corps. */
interface GrowthModels {
    /** A model as it was published. */
    record Version(int version, GrowthModel model) {}

    /** The current one; empty if there never was any. */
    Optional<Version> find(CorpId corpId);

    /** As {@link #find}, and nobody changes it before the transaction ends. */
    Optional<Version> lock(CorpId corpId);

    /** The current ones of those corps whose contacts grow. */
    Map<CorpId, Version> enabled(Collection<CorpId> corpIds);

    void publish(CorpId corpId, Version version, String actor, Instant now);
}
