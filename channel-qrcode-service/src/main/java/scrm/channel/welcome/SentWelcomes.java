package scrm.channel.welcome;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.channel.livecode.LiveCodeId;
import scrm.events.CorpId;

/** Every corp's welcomes and what became of them. */
interface SentWelcomes {
    /** Writes down a welcome that is owed, or one that cannot be given, once for each event. */
    void add(Welcome welcome, Welcome.Outcome outcome, Instant now);

    /** Whether the same member owes or gave the contact a welcome for the same code since then. */
    boolean welcomedSince(Welcome welcome, Instant since);

    /** Ends a pending welcome; one that was ended stays as it is. */
    void settle(Welcome welcome, Welcome.End end, Instant now);

    /** A live code's, the newest first. */
    List<SentWelcome> list(CorpId corpId, LiveCodeId liveCodeId, Filter filter, @Nullable Long before, int limit);

    /**
     * What a list is narrowed by; null leaves it wide.
     *
     * @param after those whose contact came later
     */
    record Filter(
            Welcome.@Nullable Outcome outcome,
            Welcome.@Nullable Reason reason,
            @Nullable Instant after) {}

    /**
     * A welcome and what became of it.
     *
     * @param id its row
     * @param settledAt null while it is on its way
     */
    record SentWelcome(
            long id,
            Welcome welcome,
            Welcome.End end,
            @Nullable Instant settledAt) {}
}
