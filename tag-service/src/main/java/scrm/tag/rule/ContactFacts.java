package scrm.tag.rule;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.TagId;
import scrm.events.UserId;

/**
 * What conditions may ask of a contact.
 *
 * @param tags on any lasting relation, as was decided: what is yet to be told to WeCom counts
 * @param level of growth; absent if the corp does not use it
 * @param lastActiveAt when it last did something of its own accord
 * @param followers members whose relation lasts, with the way in which they became friends
 * @param groups that it is in
 * @param cameBy live codes and channels that it came by
 * @param deeds what it did, of the kinds that are asked about
 */
public record ContactFacts(
        Set<TagId> tags,
        @Nullable String level,
        @Nullable Instant lastActiveAt,
        Map<UserId, Integer> followers,
        Set<ChatId> groups,
        Set<CameBy> cameBy,
        List<Deed> deeds) {
    /** A live code and its channel. */
    public record CameBy(String liveCodeId, String channelId) {}

    /** Something that it did. */
    public record Deed(
            String kind,
            String subject,
            @Nullable Long amount,
            @Nullable String currency,
            Instant at) {}

    /** Of a contact that nothing is known of. */
    public static final ContactFacts NONE =
            new ContactFacts(Set.of(), null, null, Map.of(), Set.of(), Set.of(), List.of());

    public ContactFacts {
        tags = Set.copyOf(tags);
        followers = Map.copyOf(followers);
        groups = Set.copyOf(groups);
        cameBy = Set.copyOf(cameBy);
        deeds = List.copyOf(deeds);
    }
}
