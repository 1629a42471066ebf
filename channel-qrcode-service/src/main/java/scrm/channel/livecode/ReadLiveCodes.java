package scrm.channel.livecode;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.events.UserId;

/** Live codes for the features that build on them. */
@Service
public class ReadLiveCodes {
    private final LiveCodes liveCodes;

    ReadLiveCodes(LiveCodes liveCodes) {
        this.liveCodes = liveCodes;
    }

    public Optional<LiveCode> find(CorpId corpId, LiveCodeId id) {
        return liveCodes.find(corpId, id);
    }

    /** The codes that have a user and are not taken down, by their ids, each with all of its users. */
    public SortedMap<LiveCodeId, List<UserId>> having(CorpId corpId, UserId userId, LiveCodeId after, int limit) {
        return liveCodes.having(corpId, userId, after, limit);
    }
}
