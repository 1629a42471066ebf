package scrm.channel.livecode;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.wecom.Page;

/** What whoever compares our codes with WeCom's needs of both. */
@Service
public class CompareLiveCodes {
    private final LiveCodes liveCodes;
    private final CodesAtWeCom codesAtWeCom;

    CompareLiveCodes(LiveCodes liveCodes, CodesAtWeCom codesAtWeCom) {
        this.liveCodes = liveCodes;
        this.codesAtWeCom = codesAtWeCom;
    }

    /** The kinds that WeCom lists, one for each of its lists. */
    public List<LiveCode.Kind> listed() {
        return codesAtWeCom.listed();
    }

    /** Whether the corp has codes at WeCom that would be in the list of that kind. */
    public boolean hasAny(CorpId corpId, LiveCode.Kind kind) {
        return liveCodes.hasAny(corpId, codesAtWeCom.of(kind).kinds());
    }

    /** A page of WeCom's list; calls WeCom. */
    public Page<String> list(CorpId corpId, LiveCode.Kind kind, @Nullable String cursor) {
        return codesAtWeCom.of(kind).list(corpId, cursor);
    }

    /** Asks WeCom whether it has the code; calls WeCom. */
    public boolean isThere(LiveCode liveCode) {
        return codesAtWeCom.of(liveCode).isThere(liveCode, Objects.requireNonNull(liveCode.handle()));
    }

    /** WeCom has shown these handles; those that are not ours are left alone. */
    public void seen(CorpId corpId, List<String> handles, Instant now) {
        liveCodes.seen(corpId, handles, now);
    }

    /** Codes that WeCom ought to have and has not shown since, by their ids. */
    public List<LiveCode> unseenSince(CorpId corpId, Instant since, LiveCodeId after, int limit) {
        return liveCodes.unseenSince(corpId, since, after, limit);
    }

    /** The code that WeCom calls so. */
    public Optional<LiveCode> byHandle(CorpId corpId, String handle) {
        return liveCodes.byHandle(corpId, handle);
    }
}
