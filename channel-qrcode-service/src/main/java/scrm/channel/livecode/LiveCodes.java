package scrm.channel.livecode;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

import scrm.channel.channel.ChannelId;
import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.State;
import scrm.events.UserId;

/** Every corp's live codes. */
interface LiveCodes {
    /** Adds one that is to be made. */
    LiveCodeId add(CorpId corpId, ChannelId channelId, State state, LiveCode.Draft draft, Instant now);

    Optional<LiveCode> find(CorpId corpId, LiveCodeId id);

    /** The same as it is now; nobody else changes it until the end of the running transaction. */
    Optional<LiveCode> lock(CorpId corpId, LiveCodeId id);

    /** Whose short link it is; of whichever corp, for the code is all that a link knows. */
    Optional<LiveCode> find(ShortCode shortCode);

    /** What a scan of the code means, whatever its status: contacts may come long after it was taken down. */
    Optional<ScannedCode> scanned(CorpId corpId, State state);

    /** In the order in which they were made. */
    List<LiveCode> list(CorpId corpId, Filter filter, @Nullable LiveCodeId after, int limit);

    /**
     * Replaces what people decide, if the version is still this one.
     *
     * @return false if it is not
     */
    boolean edit(
            CorpId corpId,
            LiveCodeId id,
            int version,
            LiveCode.Draft draft,
            List<ChatId> openGroups,
            LiveCode.Status status,
            LiveCode.Sync sync,
            Instant now);

    /** WeCom made it; it is there to be scanned once that is complete. */
    void made(CorpId corpId, LiveCodeId id, CodeAtWeCom.Made made, Instant now);

    /** WeCom refused to make it: it leads to nobody, so nobody is assigned to it. */
    void refused(CorpId corpId, LiveCodeId id, LiveCode.Failure failure, Instant now);

    /**
     * Leads into other groups from now on, if the version is still this one.
     *
     * @return false if it is not
     */
    boolean redirect(
            CorpId corpId,
            LiveCodeId id,
            int version,
            LiveCode.Groups groups,
            List<ChatId> openGroups,
            boolean exhausted,
            LiveCode.Sync sync,
            Instant now);

    /** Has one that is or will be at WeCom lead to some of its users, or to all if null. The version stays. */
    void assign(CorpId corpId, LiveCodeId id, @Nullable List<UserId> users);

    /**
     * WeCom took or refused the edit of this version; a later edit is left alone, and so is the version if nothing is
     * new.
     */
    void synced(CorpId corpId, LiveCodeId id, int version, LiveCode.@Nullable Failure failure, Instant now);

    /**
     * Nothing of its corp passes until somebody has mended the corp's settings, and so this version waits; a later edit
     * is left alone, and so is all if that was known.
     *
     * @param why shown as its failure, until it has gone through
     */
    void waits(LiveCode liveCode, LiveCode.Sync sync, LiveCode.Failure why, Instant now);

    /** Which of these handles are ours. */
    Set<String> known(CorpId corpId, Collection<String> handles);

    /** The codes that lead into a group, taken down or not. */
    List<LiveCodeId> leadingInto(CorpId corpId, ChatId chatId);

    /** The codes that have a user and are not taken down, by their ids, each with all of its users. */
    SortedMap<LiveCodeId, List<UserId>> having(CorpId corpId, UserId userId, LiveCodeId after, int limit);

    /** The codes that are not taken down and whose welcomes lead on to a group code, by their ids. */
    List<LiveCodeId> invitingTo(CorpId corpId, LiveCodeId id, int limit);

    /** WeCom has shown these handles; those that are not ours are left alone. */
    void seen(CorpId corpId, Collection<String> handles, Instant now);

    /** Codes that WeCom ought to have and has not shown since, by their ids. */
    List<LiveCode> unseenSince(CorpId corpId, Instant since, LiveCodeId after, int limit);

    /** The code that WeCom calls so. */
    Optional<LiveCode> byHandle(CorpId corpId, String handle);

    /** What a list is narrowed by; null leaves it wide. */
    record Filter(
            @Nullable ChannelId channelId,
            @Nullable State state,
            LiveCode.@Nullable Kind kind,
            LiveCode.@Nullable Status status,
            @Nullable UserId userId,
            @Nullable String name) {}

    /** Whether WeCom ought to have any code of these kinds. */
    boolean hasAny(CorpId corpId, Set<LiveCode.Kind> kinds);
}
