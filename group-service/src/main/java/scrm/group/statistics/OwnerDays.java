package scrm.group.statistics;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import scrm.events.CorpId;
import scrm.events.UserId;

/**
 * WeCom's counts, by owner and day in UTC+8; of all groups of an owner together, for WeCom tells it of no single one.
 */
public interface OwnerDays {
    /** The sums of these owners over some days, the last included. */
    Map<UserId, Totals> totals(CorpId corpId, Collection<UserId> owners, LocalDate first, LocalDate last);

    /** The last day that is known of a corp. */
    Optional<LocalDate> last(CorpId corpId);

    /** Owners of groups that are not dismissed, in the order of their ids, from after the given one on. */
    List<UserId> owners(CorpId corpId, String after, int limit);

    void save(CorpId corpId, List<OwnerDay> days);

    /**
     * The counts of several days.
     *
     * @param days how many days are known
     * @param messages said on them
     * @param members who were in on an average one
     */
    record Totals(int days, long messages, double members) {}

    /**
     * The counts of a day.
     *
     * @param chats groups that there were
     * @param newChats groups that were made
     * @param spoken groups in which something was said
     * @param members in them
     * @param newMembers who joined
     * @param speakers who said something
     * @param messages said
     */
    record OwnerDay(
            UserId owner,
            LocalDate day,
            long chats,
            long newChats,
            long spoken,
            long members,
            long newMembers,
            long speakers,
            long messages) {}
}
