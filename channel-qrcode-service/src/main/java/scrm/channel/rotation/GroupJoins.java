package scrm.channel.rotation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.channel.livecode.LiveCodeId;
import scrm.events.CorpId;

/** Who came into groups by which live code. */
interface GroupJoins {
    /** Adds them, each once. */
    void add(List<GroupJoin> joins, Instant now);

    /** Those by a live code, the latest first. */
    List<Recorded> list(CorpId corpId, LiveCodeId liveCodeId, @Nullable Long before, int limit);

    /** @param number grows with each */
    record Recorded(long number, GroupJoin join) {}
}
