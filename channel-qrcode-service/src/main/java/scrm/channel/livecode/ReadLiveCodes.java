package scrm.channel.livecode;

import java.util.Optional;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;

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
}
