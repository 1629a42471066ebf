package scrm.channel.scan;

import java.time.LocalDate;
import java.util.Map;

import scrm.channel.livecode.LiveCodeId;
import scrm.events.CorpId;

/** How often every corp's links were opened. */
interface ScanCounts {
    /** Adds these to what was counted before. */
    void add(Map<ScanKey, Long> counts);

    /**
     * Those of a live code.
     *
     * @param from first day, in the corp's time zone
     * @param until last day
     */
    ScanReport report(CorpId corpId, LiveCodeId liveCodeId, LocalDate from, LocalDate until);
}
