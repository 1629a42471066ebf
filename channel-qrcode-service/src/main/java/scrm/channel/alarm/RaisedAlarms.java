package scrm.channel.alarm;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.channel.livecode.LiveCodeId;
import scrm.events.CorpId;

/** Alarms as people read them. */
interface RaisedAlarms {
    /**
     * The latest first.
     *
     * @param open only those that are open, or only those that are not
     */
    List<Alarm> list(
            CorpId corpId,
            @Nullable Boolean open,
            @Nullable Reason reason,
            @Nullable LiveCodeId liveCodeId,
            @Nullable Long before,
            int limit);

    Optional<Alarm> find(CorpId corpId, long id);

    /** Somebody sees to it; the first time counts. */
    void acknowledge(CorpId corpId, long id, Instant now);
}
