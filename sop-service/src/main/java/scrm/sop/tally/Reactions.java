package scrm.sop.tally;

import java.time.Instant;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;

/** What contacts did that results count. */
public interface Reactions {
    /** What they did. */
    enum Kind {
        /** Placed an order. */
        BOUGHT,
        /** Followed a link of ours. */
        CLICKED,
        /** Answered, as somebody told us. */
        REPLIED,
        /** Ended the relation with a member, or the member did. */
        LOST
    }

    /**
     * Writes down that something happened; told twice it counts once.
     *
     * @param subject an order, a link, an enrolment or the member
     */
    void add(CorpId corpId, Kind kind, ExternalUserId externalUserId, Instant at, String subject);
}
