package scrm.tag.firing;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;

import scrm.tag.rule.ContactFacts;

/** What is known of contacts, read for many at once. */
interface Facts {
    /**
     * What rules may ask about contacts.
     *
     * @param until of what they did, what is of later is of no interest
     */
    Map<ContactKey, ContactFacts> of(Collection<ContactKey> contacts, Needs needs, Instant from, Instant until);

    /** What tells whether the sources of contacts are known, from a time on. */
    Map<ContactKey, Arrivals> arrivals(Collection<ContactKey> contacts, Instant from);
}
