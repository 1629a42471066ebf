package scrm.tag.contact;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.TagId;
import scrm.events.UserId;

/**
 * One member's relation to a contact, as we hold it.
 *
 * @param userId the member
 * @param relation what WeCom told last
 * @param ending absent while it lasts
 * @param refreshedAt when the reading began that {@code relation} comes from; {@link Instant#MIN} if none
 * @param taggedAt as of when the tags are known; {@link Instant#MIN} if they are not
 * @param tags corp tags that WeCom holds for it
 * @param personalTags names of the member's own tags in WeCom
 */
record FollowUser(
        UserId userId,
        Relation relation,
        @Nullable Ending ending,
        Instant refreshedAt,
        Instant taggedAt,
        Set<TagId> tags,
        Set<String> personalTags) {
    FollowUser {
        tags = Set.copyOf(tags);
        personalTags = Set.copyOf(personalTags);
    }

    static FollowUser unread(UserId userId) {
        return new FollowUser(userId, Relation.UNREAD, null, Instant.MIN, Instant.MIN, Set.of(), Set.of());
    }

    /**
     * A loss was told. One that is older than the addition we know of belongs to an earlier relation of the two and
     * changes nothing, for callbacks come in any order.
     */
    FollowUser ended(Ending told) {
        if (relation.addedAt() != null && told.at().isBefore(relation.addedAt())) {
            return this;
        }
        return ending == null || told.beats(ending) ? endedBy(told) : this;
    }

    /** A reading shows the relation; the newer of two readings wins, whatever order they are stored in. */
    FollowUser seen(Sighting.SeenFollowUser seen, Instant readAt) {
        if (readAt.isBefore(refreshedAt)) {
            return this;
        }
        // A mark_tag of ours that was under way during the reading is known better here than there.
        boolean tagsToo = !readAt.isBefore(taggedAt);
        Set<String> personal = seen.personalTags();
        return new FollowUser(
                userId,
                seen.relation(),
                outlived(seen.relation(), readAt) ? null : ending,
                readAt,
                tagsToo ? readAt : taggedAt,
                tagsToo ? seen.tags() : tags,
                personal == null ? personalTags : personal);
    }

    /** A reading of the whole contact does not show the relation. */
    FollowUser unseen(Instant readAt) {
        return ending == null && relation.addedAt() != null && refreshedAt.isBefore(readAt)
                ? endedBy(new Ending(Ending.By.UNSEEN, readAt))
                : this;
    }

    /** Contacts who removed a member stay visible to WeCom's readers: only a later addition revives the relation. */
    private boolean outlived(Relation seen, Instant readAt) {
        if (ending == null || seen.addedAt() == null) {
            return ending == null;
        }
        return ending.by() == Ending.By.UNSEEN
                ? readAt.isAfter(ending.at())
                : seen.addedAt().isAfter(ending.at());
    }

    private FollowUser endedBy(Ending how) {
        return new FollowUser(userId, relation, how, refreshedAt, taggedAt, tags, personalTags);
    }

    /** Whether the two say the same of WeCom and differ at most in when it was read. */
    boolean saysTheSameAs(FollowUser other) {
        return relation.equals(other.relation)
                && Objects.equals(ending, other.ending)
                && tags.equals(other.tags)
                && personalTags.equals(other.personalTags);
    }
}
