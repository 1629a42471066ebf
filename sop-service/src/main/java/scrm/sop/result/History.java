package scrm.sop.result;

import java.time.Instant;
import java.util.function.ObjLongConsumer;

import scrm.events.CorpId;

/** What this service still knows of the past. */
interface History {
    /**
     * When friendships that last began, from then until before then, with how many began at that moment.
     *
     * @param each is given them in order, one by one, however many there are
     */
    void added(CorpId corpId, Instant from, Instant until, ObjLongConsumer<Instant> each);
}
