package scrm.sop.fact;

import scrm.events.TaggingEvent.ExternalContactTagged;

/** Every corp's contacts' tags. */
interface ContactTags extends TagFacts {
    /** Takes a change down before the transaction commits, unless something newer is known of the tag. */
    void changed(ExternalContactTagged event);
}
