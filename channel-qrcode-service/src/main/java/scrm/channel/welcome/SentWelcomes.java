package scrm.channel.welcome;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.EventId;

/** Every corp's welcomes and what became of them. */
interface SentWelcomes {
    /** Writes down a welcome that is owed, or one that cannot be given, once for each event. */
    void add(Welcome welcome, Welcome.Outcome outcome, Instant now);

    /** Whether the same member owes or gave the contact a welcome for the same code since then. */
    boolean welcomedSince(Welcome welcome, Instant since);

    /** Ends a pending welcome; one that was ended stays as it is. */
    void settle(CorpId corpId, EventId eventId, Welcome.Outcome outcome, @Nullable Integer errcode, Instant now);
}
