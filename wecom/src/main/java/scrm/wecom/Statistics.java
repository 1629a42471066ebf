package scrm.wecom;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.UserId;

/** WeCom's own counts: 30 days a question, the last 180, by day in Chinese time. Source: documents 92132, 92133. */
public interface Statistics {
    /** Per day, all named members together, {@code get_user_behavior_data}; 100 members, 100 departments at most. */
    List<UserBehavior> userBehavior(
            Caller caller, List<UserId> users, List<Long> departments, Instant from, Instant to);

    /** Per owner over the whole span, {@code groupchat/statistic}; 100 owners at most, yesterday at the latest. */
    Page<OwnerData> groupChatsByOwner(
            Caller caller, List<UserId> owners, Instant from, Instant to, @Nullable String cursor);

    /** Per day, all owners together, {@code groupchat/statistic_group_by_day}. */
    List<DayData> groupChatsByDay(Caller caller, List<UserId> owners, Instant from, Instant to);

    /**
     * A day of talking to customers.
     *
     * @param replyPercentage absent on days without chats
     * @param avgReplyMinutes absent on days without chats
     */
    record UserBehavior(
            Instant day,
            long chats,
            long messages,
            @Nullable Double replyPercentage,
            @Nullable Long avgReplyMinutes,
            long negativeFeedbacks,
            long newApplies,
            long newContacts) {}

    record OwnerData(UserId owner, GroupChatData data) {}

    record DayData(Instant day, GroupChatData data) {}

    record GroupChatData(
            long newChats,
            long chats,
            long chatsWithMessages,
            long newMembers,
            long members,
            long membersWithMessages,
            long messages) {}
}
