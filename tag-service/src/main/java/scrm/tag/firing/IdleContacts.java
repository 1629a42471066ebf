package scrm.tag.firing;

import java.time.Instant;
import java.util.List;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.tag.rule.TaggingRule;

/** Contacts in the order of when they last did something. */
interface IdleContacts {
    /** A place in that order. */
    record Place(Instant lastActiveAt, String externalUserId) {
        static final Place START = new Place(Instant.EPOCH, "");
    }

    /** Where a version of a rule stands that looks for contacts idle for so many days. */
    Place place(TaggingRule rule, int days);

    void move(TaggingRule rule, int days, Place to);

    /** The contacts behind a place that last did something at a time or before. */
    List<Place> after(CorpId corpId, Place place, Instant until, int limit);

    static ExternalUserId contact(Place place) {
        return new ExternalUserId(place.externalUserId());
    }
}
