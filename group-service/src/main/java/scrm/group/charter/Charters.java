package scrm.group.charter;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.State;
import scrm.events.UserId;

/** Every corp's charters. */
public interface Charters {
    Optional<Charter> find(CorpId corpId, CharterId id);

    /** The same as it is now; nobody else changes it until the end of the running transaction. */
    Optional<Charter> lock(CorpId corpId, CharterId id);

    /** A group's. */
    Optional<Charter> ofGroup(CorpId corpId, ChatId chatId);

    /** In the order in which they were written. */
    List<Charter> list(CorpId corpId, Filter filter, @Nullable CharterId after, int limit);

    /** The one whose group goes on for this one's, if there is one. */
    Optional<Charter> following(CorpId corpId, CharterId id);

    /** Adds a draft. */
    CharterId add(CorpId corpId, Charter.Definition definition, @Nullable CharterId follows, Instant now);

    /** Replaces what may change of a locked one, and counts its version. */
    void save(Charter charter, Instant now);

    void delete(CorpId corpId, CharterId id);

    /** The approved one without a group whose code has this state, if its code was asked for before the group began. */
    Optional<CharterId> awaiting(CorpId corpId, State state, ChatId chatId);

    /** The only approved one without a group that has this name and owner and was written before the group began. */
    Optional<CharterId> awaiting(CorpId corpId, String name, UserId owner, Instant began);

    /** Those of the states that an approved charter without a group waits for, of whichever corps. */
    Set<State> awaited(Collection<State> states);

    /** Those of the groups that we know and that are not dismissed. */
    Set<ChatId> open(CorpId corpId, Collection<ChatId> chatIds);

    /** Whether a group was read, and so told of, before now; none is until the end of the running transaction. */
    boolean isToldOf(CorpId corpId, ChatId chatId);

    /** What a list is narrowed by; null leaves it wide. */
    record Filter(
            Charter.@Nullable Status status,
            Charter.@Nullable Kind kind,
            @Nullable UserId owner,
            @Nullable Boolean opened) {}
}
