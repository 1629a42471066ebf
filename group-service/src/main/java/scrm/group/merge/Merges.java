package scrm.group.merge;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;

/** Which groups may be merged, and which are. */
interface Merges {
    /**
     * Pairs of dormant groups of one owner and kind that fit into one, each group in one pair at most: the smaller one
     * into the next larger. By the smaller one's place in the list of groups.
     */
    List<Proposal> proposals(CorpId corpId, @Nullable UserId owner, long after, int limit);

    /** How a pair would be, whatever their phases; empty unless both are open and have one owner. */
    Optional<Proposal> pair(CorpId corpId, ChatId from, ChatId into);

    /** Writes down that a pair is merged; empty if its first group is merged already. */
    Optional<Merge> accept(CorpId corpId, Proposal pair, Instant now);

    /** In the order in which they were accepted. */
    List<Merge> list(CorpId corpId, long after, int limit);

    /**
     * A pair.
     *
     * @param place of the first in the list of groups
     * @param shared members who are in both
     */
    record Proposal(long place, Side from, Side into, UserId owner, int shared) {
        int expectedSize() {
            return from.members() + into.members() - shared;
        }
    }

    /** A group of a pair. */
    record Side(ChatId chatId, String name, int members) {}

    /** A pair that is merged. */
    record Merge(long id, ChatId from, ChatId into, int expectedSize, Instant acceptedAt) {}
}
