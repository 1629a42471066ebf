package scrm.wecom.wxjava;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.wecom.Caller;
import scrm.wecom.Page;
import scrm.wecom.Transfers;

final class WxJavaTransfers implements Transfers {
    private static final int PAGE_SIZE = 1000;

    private final WxJavaCalls calls;

    WxJavaTransfers(WxJavaCalls calls) {
        this.calls = calls;
    }

    @Override
    public List<ItemResult<ExternalUserId>> contacts(
            Caller caller,
            Handover handover,
            UserId from,
            UserId to,
            List<ExternalUserId> contacts,
            @Nullable String message) {
        return calls.post(
                caller,
                handover == Handover.ON_JOB ? Api.TRANSFER_CUSTOMER : Api.RESIGNED_TRANSFER_CUSTOMER,
                new Transfer(
                        from.value(),
                        to.value(),
                        WxJavaJson.values(contacts),
                        handover == Handover.ON_JOB ? message : null),
                Accepted.class,
                answer -> WxJavaJson.list(
                        answer.customer,
                        item -> new ItemResult<>(new ExternalUserId(item.externalUserid), item.errcode)));
    }

    @Override
    public Page<TransferState> states(
            Caller caller, Handover handover, UserId from, UserId to, @Nullable String cursor) {
        return calls.post(
                caller,
                handover == Handover.ON_JOB ? Api.TRANSFER_RESULT : Api.RESIGNED_TRANSFER_RESULT,
                new ResultOf(from.value(), to.value(), cursor),
                Result.class,
                answer -> WxJavaJson.page(
                        answer.customer,
                        answer.nextCursor,
                        item -> new TransferState(
                                new ExternalUserId(item.externalUserid),
                                item.status,
                                WxJavaJson.instant(item.takeoverTime))));
    }

    @Override
    public Page<Unassigned> unassigned(Caller caller, @Nullable String cursor) {
        return calls.post(
                caller,
                Api.GET_UNASSIGNED_LIST,
                new UnassignedOf(PAGE_SIZE, cursor),
                UnassignedList.class,
                answer -> WxJavaJson.page(
                        answer.info,
                        answer.isLast ? null : answer.nextCursor,
                        item -> new Unassigned(
                                new UserId(item.handoverUserid),
                                new ExternalUserId(item.externalUserid),
                                Instant.ofEpochSecond(item.dimissionTime))));
    }

    @Override
    public List<ItemResult<ChatId>> groupChats(Caller caller, Handover handover, List<ChatId> chats, UserId newOwner) {
        return calls.post(
                caller,
                handover == Handover.ON_JOB ? Api.ONJOB_TRANSFER_GROUP_CHAT : Api.TRANSFER_GROUP_CHAT,
                new TransferChats(WxJavaJson.values(chats), newOwner.value()),
                FailedChats.class,
                answer -> WxJavaJson.list(
                        answer.failedChatList, item -> new ItemResult<>(new ChatId(item.chatId), item.errcode)));
    }

    private record Transfer(
            String handoverUserid,
            String takeoverUserid,
            @Nullable List<String> externalUserid,
            @Nullable String transferSuccessMsg) {}

    private record Accepted(@Nullable List<AcceptedItem> customer) {}

    private record AcceptedItem(String externalUserid, int errcode) {}

    private record ResultOf(
            String handoverUserid,
            String takeoverUserid,
            @Nullable String cursor) {}

    private record Result(
            @Nullable List<ResultItem> customer, @Nullable String nextCursor) {}

    private record ResultItem(
            String externalUserid, int status, @Nullable Long takeoverTime) {}

    private record UnassignedOf(int pageSize, @Nullable String cursor) {}

    private record UnassignedList(
            @Nullable List<UnassignedItem> info,
            boolean isLast,
            @Nullable String nextCursor) {}

    private record UnassignedItem(String handoverUserid, String externalUserid, long dimissionTime) {}

    private record TransferChats(@Nullable List<String> chatIdList, String newOwner) {}

    private record FailedChats(@Nullable List<FailedChat> failedChatList) {}

    private record FailedChat(String chatId, int errcode) {}
}
