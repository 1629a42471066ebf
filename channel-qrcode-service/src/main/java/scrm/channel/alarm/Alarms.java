package scrm.channel.alarm;

import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

import scrm.channel.livecode.LiveCodeId;
import scrm.events.CorpId;

/** Every corp's alarms. */
public interface Alarms {
    /**
     * Raises an alarm or closes it, in the running transaction. One that is open already is not raised again.
     *
     * @param detail what is wrong, in figures or in WeCom's words; null if nothing is
     */
    void set(CorpId corpId, LiveCodeId liveCodeId, Reason reason, @Nullable String detail, Instant now);

    /**
     * WeCom has shown that it has these codes: what was raised up to then because it had not is over, in the running
     * transaction.
     *
     * @param handles what WeCom calls them; those that are not ours are left alone
     * @param asked when WeCom was asked
     */
    void shown(CorpId corpId, Collection<String> handles, Instant asked);
}
