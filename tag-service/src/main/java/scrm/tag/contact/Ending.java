package scrm.tag.contact;

import java.time.Instant;

/**
 * How a relation ended.
 *
 * @param by who ended it
 * @param at when, by WeCom's clock; for {@link By#UNSEEN} when we found it gone, by ours
 */
record Ending(By by, Instant at) {
    /** Who ended it. */
    enum By {
        /** We read the contact, and the relation was not there: its callback is missing or under way. */
        UNSEEN,
        /** The member removed the contact, {@code del_external_contact}. */
        MEMBER,
        /** The contact was handed to another member. */
        TRANSFER,
        /** The contact removed the member, {@code del_follow_user}; WeCom goes on showing the relation. */
        CONTACT
    }

    /** What was told beats what was inferred; of two tellings the later one counts. */
    boolean beats(Ending other) {
        if (by == By.UNSEEN || other.by == By.UNSEEN) {
            return by != By.UNSEEN && other.by == By.UNSEEN;
        }
        return at.isAfter(other.at) || (at.equals(other.at) && by.compareTo(other.by) > 0);
    }
}
