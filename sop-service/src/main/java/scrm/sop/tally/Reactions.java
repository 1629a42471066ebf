package scrm.sop.result;

import java.time.Instant;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;

/** What contacts did that results count. */
interface Reactions {
    /** What they did. */
    enum Kind {
        /** Placed an order. */
        BOUGHT,
        /** Followed a link of ours. */
        CLICKED,
        /** Ended the relation with a member, or the member did. */
        LOST
    }

    /**
     * Writes down that something happened; told twice it counts once.
     *
     * @param subject an order, a link or the member
     */
    void add(CorpId corpId, Kind kind, ExternalUserId externalUserId, Instant at, String subject);
}
