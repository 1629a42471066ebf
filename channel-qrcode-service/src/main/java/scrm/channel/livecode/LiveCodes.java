package scrm.channel.livecode;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.attachment.MediaContentId;
import scrm.channel.channel.ChannelId;
import scrm.events.CorpId;
import scrm.events.State;
import scrm.events.UserId;

/** Every corp's live codes. */
public interface LiveCodes {
    /** Adds one that is to be made. */
    LiveCodeId add(CorpId corpId, ChannelId channelId, State state, LiveCode.Draft draft, Instant now);

    Optional<LiveCode> find(CorpId corpId, LiveCodeId id);

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
            LiveCode.Status status,
            LiveCode.Sync sync,
            Instant now);

    /** WeCom made it. */
    void made(CorpId corpId, LiveCodeId id, String configId, String qrCode, Instant now);

    /** WeCom refused to make it: it leads to nobody, so nobody is assigned to it. */
    void refused(CorpId corpId, LiveCodeId id, LiveCode.Failure failure, Instant now);

    /** Has one that is or will be at WeCom lead to some of its users, or to all if null. The version stays. */
    void assign(CorpId corpId, LiveCodeId id, @Nullable List<UserId> users);

    /**
     * WeCom took or refused the edit of this version; a later edit is left alone, and so is the version if nothing is
     * new.
     */
    void synced(CorpId corpId, LiveCodeId id, int version, LiveCode.@Nullable Failure failure, Instant now);

    /** Which of these handles are ours. */
    Set<String> known(CorpId corpId, Collection<String> configIds);

    /** Whether a code that can be scanned sends these bytes. */
    boolean sends(CorpId corpId, MediaContentId contentId);

    /** What a list is narrowed by; null leaves it wide. */
    record Filter(
            @Nullable ChannelId channelId,
            @Nullable State state,
            LiveCode.@Nullable Status status,
            @Nullable String name) {}
}
