package scrm.channel.calendar;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.UserId;

/** Every corp's members who are away. */
interface AwayUsers {
    /** Sets until when a member is away. */
    void set(CorpId corpId, AwayUser away);

    /** Has a member back; false if the member was not away. */
    boolean remove(CorpId corpId, UserId userId, Instant at);

    /** Those who are away at a time, by userid. */
    List<AwayUser> list(CorpId corpId, Instant at, @Nullable UserId after, int limit);

    /** Which of these members are away at a time, and until when. */
    Map<UserId, Instant> among(CorpId corpId, Collection<UserId> users, Instant at);
}
