package scrm.channel.roster;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.channel.livecode.LiveCodeId;
import scrm.events.CorpId;
import scrm.events.UserId;

/** Every corp's rosters, and how many contacts came by codes that have one. */
interface Rosters {
    /** A live code of a corp. */
    record Code(CorpId corpId, LiveCodeId liveCodeId) {}

    /**
     * A roster as it is kept.
     *
     * @param code its live code
     * @param roster what people decided
     * @param round the round that was begun last
     * @param basis why those who are on are on; null before anybody looked
     * @param nextChange when time alone may change who is on; null before anybody looked
     * @param version counts edits by people
     */
    record Kept(
            Code code,
            Roster roster,
            @Nullable Round round,
            Duty.@Nullable Basis basis,
            @Nullable Instant nextChange,
            int version,
            Instant createdAt,
            Instant updatedAt) {}

    /**
     * What came to a member in a day.
     *
     * @param overCap how many of the adds came above the cap of their time
     */
    record Count(int adds, int overCap) {
        static final Count NONE = new Count(0, 0);
    }

    /**
     * A contact that came to a member.
     *
     * @param overCap whether it came above the cap of its time
     */
    record Add(LocalDate day, UserId userId, boolean overCap) {}

    Optional<Kept> find(Code code);

    /** Those of the codes that have a roster. */
    Set<Code> existing(Collection<Code> codes);

    /** Those of the codes that have a roster, in one order everywhere; nobody else has them until the end. */
    List<Kept> lock(Collection<Code> codes);

    /** Adds one; false if the code has one by now. */
    boolean add(Code code, Roster roster, Instant now);

    /** Replaces what people decided, and forgets the round; false if the version is another by now. */
    boolean replace(Code code, int version, Roster roster, Instant now);

    /** Removes one, but for its counts; false if the version is another by now. */
    boolean remove(Code code, int version);

    /** Keeps who was found to be on. */
    void store(Code code, Duty duty, Instant nextChange);

    /**
     * Codes that have a roster, by id.
     *
     * @param userId only those in whose roster the member stands
     */
    List<LiveCodeId> codes(CorpId corpId, @Nullable UserId userId, @Nullable LiveCodeId after, int limit);

    /** What came on a day. */
    Map<UserId, Count> counts(Code code, LocalDate day);

    /** Counts contacts. */
    void count(Code code, List<Add> adds);
}
