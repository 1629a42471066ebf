package scrm.tag.contact;

import static scrm.tag.contact.Difference.Field.AVATAR;
import static scrm.tag.contact.Difference.Field.DESCRIPTION;
import static scrm.tag.contact.Difference.Field.NAME;
import static scrm.tag.contact.Difference.Field.ORIGIN;
import static scrm.tag.contact.Difference.Field.PERSONAL_TAGS;
import static scrm.tag.contact.Difference.Field.PROFILE;
import static scrm.tag.contact.Difference.Field.RELATION;
import static scrm.tag.contact.Difference.Field.REMARK;
import static scrm.tag.contact.Difference.Field.REMARK_MOBILES;
import static scrm.tag.contact.Difference.Field.TAGS;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written of a contact.
 *
 * @param before as we held it
 * @param profile the new profile, or null if it stays
 * @param readAt when the reading began, {@link Instant#MIN} if there was none
 * @param followUsers relations that differ
 */
record ContactChange(
        KnownContact before, @Nullable Profile profile, Instant readAt, List<FollowUserChange> followUsers) {
    ContactChange {
        followUsers = List.copyOf(followUsers);
    }

    ContactKey key() {
        return before.key();
    }

    /** What differed, for people to read. */
    Difference difference() {
        EnumSet<Difference.Field> fields = EnumSet.noneOf(Difference.Field.class);
        if (profile != null && !before.refreshedAt().equals(Instant.MIN)) {
            add(fields, NAME, !profile.name().equals(before.profile().name()));
            add(
                    fields,
                    AVATAR,
                    !Objects.equals(profile.avatar(), before.profile().avatar()));
            add(fields, PROFILE, !profile.restEquals(before.profile()));
        }
        followUsers.forEach(followUser -> add(fields, followUser));
        return new Difference(key().externalUserId(), fields);
    }

    private static void add(EnumSet<Difference.Field> fields, FollowUserChange change) {
        if (change.created()) {
            fields.add(RELATION);
            return;
        }
        Relation was = change.before().relation();
        Relation is = change.after().relation();
        add(fields, REMARK, !is.remark().equals(was.remark()));
        add(fields, DESCRIPTION, !is.description().equals(was.description()));
        add(fields, REMARK_MOBILES, !is.remarkMobiles().equals(was.remarkMobiles()));
        add(fields, ORIGIN, !is.cameLike(was));
        add(fields, TAGS, !change.after().tags().equals(change.before().tags()));
        add(
                fields,
                PERSONAL_TAGS,
                !change.after().personalTags().equals(change.before().personalTags()));
    }

    private static void add(EnumSet<Difference.Field> fields, Difference.Field field, boolean differs) {
        if (differs) {
            fields.add(field);
        }
    }

    /** Whether there is anything to write; most readings of a large sync show nothing new. */
    boolean any() {
        return profile != null || !followUsers.isEmpty();
    }
}
