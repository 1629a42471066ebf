package scrm.sop.festival;

import java.util.List;

import scrm.events.CorpId;

/** Every corp's days of its own. */
interface CorpDays {
    void set(CorpId corpId, CorpDay day);

    /** False if there was none. */
    boolean remove(CorpId corpId, String name);

    /** By their names. */
    List<CorpDay> all(CorpId corpId);
}
