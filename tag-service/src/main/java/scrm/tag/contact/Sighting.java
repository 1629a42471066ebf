package scrm.tag.contact;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.UserId;

/**
 * What one reading of WeCom shows of a contact.
 *
 * @param externalUserId the contact
 * @param profile absent when WeCom says that nobody follows it
 * @param followUsers relations
 * @param whole whether these are all relations, or one of them
 * @param readAt when the reading began: what happened later may not be in it
 */
public record Sighting(
        ExternalUserId externalUserId,
        @Nullable Profile profile,
        List<SeenFollowUser> followUsers,
        boolean whole,
        Instant readAt) {
    public Sighting {
        followUsers = List.copyOf(followUsers);
    }

    /** Nobody follows the contact. */
    static Sighting nobody(ExternalUserId externalUserId, Instant readAt) {
        return new Sighting(externalUserId, null, List.of(), true, readAt);
    }

    /** The relations that this and another part of the same reading show. */
    Sighting and(Sighting other) {
        return new Sighting(
                externalUserId,
                profile,
                Stream.concat(followUsers.stream(), other.followUsers.stream()).toList(),
                whole,
                readAt);
    }

    /**
     * A relation that was seen.
     *
     * @param personalTags absent when the reading does not tell them
     */
    record SeenFollowUser(
            UserId userId,
            Relation relation,
            Set<TagId> tags,
            @Nullable Set<String> personalTags) {
        SeenFollowUser {
            tags = Set.copyOf(tags);
        }
    }
}
