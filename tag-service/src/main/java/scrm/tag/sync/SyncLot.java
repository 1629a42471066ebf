package scrm.tag.sync;

import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.UserId;

/**
 * A few members whose contacts are read together, and how far that is.
 *
 * @param number names it within its job
 * @param state what comes next
 * @param members for how many members it counts when it is done
 * @param userIds those that are still to be listed or read
 * @param cursor of the next page; absent at the first
 * @param tally what was counted so far
 * @param version grows with every step
 */
record SyncLot(
        String jobId,
        CorpId corpId,
        int number,
        State state,
        int members,
        List<UserId> userIds,
        @Nullable String cursor,
        Tally tally,
        int version) {
    SyncLot {
        userIds = List.copyOf(userIds);
    }

    /** What comes next. */
    enum State {
        /** The members' lists are to be compared with what we hold. */
        NEW,
        /** WeCom does not name these members any more: what we hold of them is in doubt. */
        DEPARTED,
        /** Pages are to be read. */
        READING,
        DONE
    }

    SyncLot reading(List<UserId> toRead, Tally more) {
        return next(toRead.isEmpty() ? State.DONE : State.READING, toRead, null, more);
    }

    /** After a page. */
    SyncLot upTo(@Nullable String nextCursor, Tally more) {
        return next(nextCursor == null ? State.DONE : State.READING, userIds, nextCursor, more);
    }

    /** Its members go on in lots of their own. */
    SyncLot split() {
        return new SyncLot(jobId, corpId, number, State.DONE, 0, List.of(), null, tally, version + 1);
    }

    private SyncLot next(State then, List<UserId> ids, @Nullable String nextCursor, Tally more) {
        return new SyncLot(jobId, corpId, number, then, members, ids, nextCursor, tally.plus(more), version + 1);
    }
}
