package scrm.group.transfer;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;

/** The groups of transfers. */
interface TransferItems {
    /**
     * Adds the groups of a job, and refuses those of which we know that WeCom would.
     *
     * @param since what was handed over after it counts for the limit of 90 days
     */
    void add(CorpId corpId, String jobId, TransferGroupChats transfer, List<ChatId> chatIds, Instant since, Instant at);

    /** Groups of a job, perhaps of one state, in the order of their ids, from after the given one on. */
    List<TransferItem> list(
            CorpId corpId, String jobId, TransferItem.@Nullable State state, String afterChatId, int limit);

    /** Groups whose call is still to come, but those of these owners. */
    List<TransferItem> pending(CorpId corpId, String jobId, Set<UserId> notFrom, int limit);

    /** Of those who mark pending groups of these owners, of whichever jobs, one goes on and the others wait for it. */
    void lockPending(CorpId corpId, Set<UserId> from);

    /** How many groups of each owner were called about since then, by whichever job. */
    Map<UserId, Integer> calledSince(CorpId corpId, Instant since);

    /** The call about these is about to leave; returns how many of them were pending until now. */
    int calling(CorpId corpId, String jobId, Collection<ChatId> chatIds, Instant at);

    /** The call about these did not take place. */
    void notCalled(CorpId corpId, String jobId, Collection<ChatId> chatIds);

    void done(CorpId corpId, String jobId, Collection<ChatId> chatIds, Instant at);

    /** @param errcodes WeCom's, by group */
    void failed(CorpId corpId, String jobId, Map<ChatId, Integer> errcodes, Instant at);
}
