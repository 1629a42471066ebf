package scrm.group.activity;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.CorpId;

/**
 * Groups of which something is to be computed anew. Whoever records something marks its group first, in the same
 * transaction; whoever computes holds the mark meanwhile. So nothing that is recorded is missed, and neither waits for
 * the other in a circle.
 */
public interface DueGroups {
    /** Groups that are due, the longest first, kept for the running transaction; not those that others hold. */
    List<DueGroup> claim(CorpId corpId, Instant now, int limit);

    /** They were computed. */
    void computed(CorpId corpId, List<Next> groups);

    /** When the next one is due. */
    Optional<Instant> next(CorpId corpId);

    /** Something was recorded of these. */
    void mark(Collection<Mark> marks);

    /** @param membersChanged whether who came and went has to be read again */
    record DueGroup(ChatId chatId, boolean membersChanged) {}

    /** @param at when by itself something will change next; absent: not before something happens */
    record Next(ChatId chatId, @Nullable Instant at) {}

    /** A group with news. */
    record Mark(CorpId corpId, ChatId chatId, Instant dueAt, boolean membersChanged) {}
}
