package scrm.sop.quota;

import java.time.Instant;
import java.util.Optional;

import scrm.events.CorpId;

/** The rules of corps. */
interface Rulesets {
    /** Rules as they were chosen; version 0 is nobody's choice. */
    record Version(int version, Ruleset ruleset) {
        static final Version NONE = new Version(0, Ruleset.PUBLISHED);
    }

    /** Empty if the corp has chosen nothing. */
    Optional<Version> find(CorpId corpId);

    /** Puts the next version into the place of this one; false if it is not the current one any more. */
    boolean replace(CorpId corpId, int version, Ruleset ruleset, Instant now);
}
