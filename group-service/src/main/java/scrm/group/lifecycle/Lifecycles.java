package scrm.group.lifecycle;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.group.charter.Charter;

/** Where the lives of groups are kept. */
interface Lifecycles {
    /** Begins the life of a group that became known. */
    void begin(CorpId corpId, ChatId chatId, Instant now);

    /** Has a group looked at by this time. */
    void lookAt(CorpId corpId, ChatId chatId, Instant by);

    /** Of these groups, those that nobody looks at by this time. */
    Set<Group> notLookedAt(Collection<Group> groups, Instant by);

    /** Locks some that are due, of whichever corps, and reads what is known of them: two statements for all. */
    List<Known> claim(Instant now, int limit, Function<CorpId, ZoneId> zones);

    /** Locks one and reads what is known of it. */
    Optional<Known> lock(CorpId corpId, ChatId chatId, Instant now, Function<CorpId, ZoneId> zones);

    /** Writes where they stand now, and how they came there. */
    void save(List<Step> steps);

    /** Where a group stands. */
    Optional<Lifecycle> find(CorpId corpId, ChatId chatId);

    /** Groups by where they stand, in the order in which we got to know them. */
    List<Standing> list(CorpId corpId, @Nullable Phase phase, long after, int limit);

    /** How a group came where it stands, the latest first. */
    List<Told> history(CorpId corpId, ChatId chatId, @Nullable Long before, int limit);

    /** A group of a corp. */
    record Group(CorpId corpId, ChatId chatId) {}

    /**
     * A group, where it stands, and the facts.
     *
     * @param moves how often it came into another phase
     */
    record Known(
            Group group,
            long moves,
            Lifecycle lifecycle,
            Facts facts,
            Charter.@Nullable Kind kind,
            @Nullable UserId owner,
            String name) {}

    /**
     * What was decided.
     *
     * @param known on what
     * @param after where it stands now
     * @param dueAt when it is looked at again
     * @param change absent: it stays where it was
     */
    record Step(
            Known known,
            Lifecycle after,
            @Nullable Instant dueAt,
            @Nullable Change change) {}

    /**
     * How a group came into another phase.
     *
     * @param at when
     * @param reason a person's
     * @param actor who said so
     */
    record Change(
            Instant at,
            Phase from,
            Phase to,
            Cause cause,
            @Nullable String reason,
            @Nullable String actor) {}

    /** Where one of many groups stands. */
    record Standing(long id, ChatId chatId, Lifecycle lifecycle) {}

    /** A change that was made, with its evidence. */
    record Told(long id, Change change, Facts evidence) {}
}
