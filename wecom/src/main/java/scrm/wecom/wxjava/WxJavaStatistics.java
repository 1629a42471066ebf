package scrm.wecom.wxjava;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.UserId;
import scrm.wecom.Caller;
import scrm.wecom.Page;
import scrm.wecom.Statistics;

final class WxJavaStatistics implements Statistics {
    private static final int OWNER_LIMIT = 1000;

    private final WxJavaCalls calls;

    WxJavaStatistics(WxJavaCalls calls) {
        this.calls = calls;
    }

    @Override
    public List<UserBehavior> userBehavior(
            Caller caller, List<UserId> users, List<Long> departments, Instant from, Instant to) {
        return calls.post(
                caller,
                Api.GET_USER_BEHAVIOR_DATA,
                new BehaviorOf(
                        WxJavaJson.values(users),
                        departments.isEmpty() ? null : departments,
                        from.getEpochSecond(),
                        to.getEpochSecond()),
                Behavior.class,
                answer -> WxJavaJson.list(
                        answer.behaviorData,
                        day -> new UserBehavior(
                                Instant.ofEpochSecond(day.statTime),
                                day.chatCnt,
                                day.messageCnt,
                                day.replyPercentage,
                                day.avgReplyTime,
                                day.negativeFeedbackCnt,
                                day.newApplyCnt,
                                day.newContactCnt)));
    }

    @Override
    public Page<OwnerData> groupChatsByOwner(
            Caller caller, List<UserId> owners, Instant from, Instant to, @Nullable String cursor) {
        return calls.post(
                caller,
                Api.GROUP_CHAT_STATISTIC,
                new ChatsOf(
                        from.getEpochSecond(),
                        to.getEpochSecond(),
                        filter(owners),
                        cursor == null ? 0 : Long.parseLong(cursor),
                        OWNER_LIMIT),
                ByOwner.class,
                answer -> WxJavaJson.page(
                        answer.items,
                        answer.nextOffset > 0 && answer.nextOffset < answer.total
                                ? Long.toString(answer.nextOffset)
                                : null,
                        item -> new OwnerData(new UserId(item.owner), data(item.data))));
    }

    @Override
    public List<DayData> groupChatsByDay(Caller caller, List<UserId> owners, Instant from, Instant to) {
        return calls.post(
                caller,
                Api.GROUP_CHAT_STATISTIC_BY_DAY,
                new ChatsOf(from.getEpochSecond(), to.getEpochSecond(), filter(owners), null, null),
                ByDay.class,
                answer -> WxJavaJson.list(
                        answer.items, item -> new DayData(Instant.ofEpochSecond(item.statTime), data(item.data))));
    }

    private static OwnerFilter filter(List<UserId> owners) {
        return new OwnerFilter(owners.stream().map(UserId::value).toList());
    }

    private static GroupChatData data(Data data) {
        return new GroupChatData(
                data.newChatCnt,
                data.chatTotal,
                data.chatHasMsg,
                data.newMemberCnt,
                data.memberTotal,
                data.memberHasMsg,
                data.msgTotal);
    }

    private record BehaviorOf(
            @Nullable List<String> userid, @Nullable List<Long> partyid, long startTime, long endTime) {}

    private record Behavior(@Nullable List<BehaviorDay> behaviorData) {}

    private record BehaviorDay(
            long statTime,
            long chatCnt,
            long messageCnt,
            @Nullable Double replyPercentage,
            @Nullable Long avgReplyTime,
            long negativeFeedbackCnt,
            long newApplyCnt,
            long newContactCnt) {}

    private record ChatsOf(
            long dayBeginTime,
            long dayEndTime,
            OwnerFilter ownerFilter,
            @Nullable Long offset,
            @Nullable Integer limit) {}

    private record OwnerFilter(List<String> useridList) {}

    private record ByOwner(
            long total, long nextOffset, @Nullable List<OwnerItem> items) {}

    private record OwnerItem(String owner, Data data) {}

    private record ByDay(@Nullable List<DayItem> items) {}

    private record DayItem(long statTime, Data data) {}

    private record Data(
            long newChatCnt,
            long chatTotal,
            long chatHasMsg,
            long newMemberCnt,
            long memberTotal,
            long memberHasMsg,
            long msgTotal) {}
}
