package scrm.sop.moment;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.sop.material.MaterialId;
import scrm.sop.moment.Moment.Audience;
import scrm.sop.moment.Moment.Status;

/** Every corp's moments, with the members who were named. */
interface Moments {
    /** @param mergeKey names content and audience of moments that take members one after the other; null: takes none */
    MomentId add(
            CorpId corpId,
            @Nullable String mergeKey,
            MomentContent content,
            Audience audience,
            Instant askAt,
            Instant now);

    /** One of this key that still takes members, locked. */
    Optional<MomentId> open(CorpId corpId, String mergeKey);

    /** Names members; those who were named before are left out. */
    void addMembers(CorpId corpId, MomentId id, Collection<UserId> members);

    /** Those that were made of a material; the newest first. */
    List<Moment> showing(CorpId corpId, MaterialId materialId, int limit);

    Optional<Moment> find(CorpId corpId, MomentId id);

    /** The same, locked until the transaction ends. */
    Optional<Moment> lock(CorpId corpId, MomentId id);

    /** The newest first. */
    List<Moment> list(CorpId corpId, @Nullable Status status, @Nullable MomentId before, int limit);

    /** Named members in these states. */
    List<UserId> members(CorpId corpId, MomentId id, Set<MemberState> states);

    /** Members who were not named before are named now. */
    void memberState(CorpId corpId, MomentId id, Collection<UserId> members, MemberState state, Instant now);

    /** Waits until others of the corp that are about to be called are called, and counts those calls. */
    Calls lockCalls(CorpId corpId, MomentId but, Instant minuteAgo, Instant monthBegan);

    void calling(CorpId corpId, MomentId id, Instant now);

    void making(CorpId corpId, MomentId id, String jobId);

    void made(CorpId corpId, MomentId id, String weComId);

    /** It came to an end, or into doubt. */
    void end(CorpId corpId, MomentId id, Status status, @Nullable Integer errcode, @Nullable String reason);

    /** A person decided that it waits (again); false if somebody decided otherwise since that version. */
    boolean decide(CorpId corpId, MomentId id, int version, Status status);

    /** Which of WeCom's ids are ours. */
    Set<String> known(CorpId corpId, Collection<String> weComIds);

    /** Others that were called since then and of which WeCom's id is not known. */
    List<Moment> unmade(CorpId corpId, MomentId but, Instant since);

    /**
     * Calls of a corp.
     *
     * @param first of the last minute's; null: none
     */
    record Calls(int lastMinute, @Nullable Instant first, int thisMonth) {}
}
