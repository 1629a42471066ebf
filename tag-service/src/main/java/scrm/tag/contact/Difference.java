package scrm.tag.contact;

import java.util.Set;

import scrm.events.ExternalUserId;

/**
 * What a reading showed of a contact that we had held otherwise, and hold now.
 *
 * @param externalUserId the contact
 * @param fields what differed
 */
public record Difference(ExternalUserId externalUserId, Set<Field> fields) {
    public Difference {
        fields = Set.copyOf(fields);
    }

    /** What can differ. */
    public enum Field {
        /** A relation that we did not know, or thought to be over. */
        RELATION,
        NAME,
        AVATAR,
        /** Type, gender, unionid or corp name. */
        PROFILE,
        REMARK,
        DESCRIPTION,
        REMARK_MOBILES,
        /** How the relation came about: way, state, time or who made it. */
        ORIGIN,
        TAGS,
        PERSONAL_TAGS
    }
}
