package scrm.channel.alarm;

import java.time.Instant;

import scrm.channel.livecode.LiveCode;

/** Who came by live codes and who left. */
interface AddHistory {
    /** How a code is doing now; of one that leads into groups, whoever came into a group counts as an add. */
    CodeHealth of(LiveCode code, Instant now);
}
