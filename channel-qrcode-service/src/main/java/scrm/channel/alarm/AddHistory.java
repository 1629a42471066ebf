package scrm.channel.alarm;

import java.time.Instant;

import scrm.channel.livecode.LiveCodeId;
import scrm.events.CorpId;

/** Who came by live codes and who left. */
interface AddHistory {
    /** How a code is doing now. */
    CodeHealth of(CorpId corpId, LiveCodeId liveCodeId, Instant now);
}
