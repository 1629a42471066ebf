package scrm.tag.contact;

import java.time.Instant;
import java.util.Set;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.UserId;

/**
 * A reading showed tags of a relation that we did not know of, or no longer showed some; told inside the process, in
 * the transaction that stores the reading.
 *
 * @param readAt when the reading began
 */
public record TagsSeen(
        CorpId corpId,
        UserId userId,
        ExternalUserId externalUserId,
        Set<TagId> added,
        Set<TagId> removed,
        Instant readAt) {
    public TagsSeen {
        added = Set.copyOf(added);
        removed = Set.copyOf(removed);
    }
}
