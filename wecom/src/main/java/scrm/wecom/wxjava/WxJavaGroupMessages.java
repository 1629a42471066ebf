package scrm.wecom.wxjava;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.wecom.Caller;
import scrm.wecom.GroupMessages;
import scrm.wecom.Page;

final class WxJavaGroupMessages implements GroupMessages {
    private static final int LIST_LIMIT = 100;
    private static final int TASK_LIMIT = 1000;

    private final WxJavaCalls calls;

    WxJavaGroupMessages(WxJavaCalls calls) {
        this.calls = calls;
    }

    @Override
    public Created addToContacts(
            Caller caller, @Nullable UserId sender, List<ExternalUserId> contacts, Content content) {
        return add(
                caller,
                new Add(
                        "single",
                        WxJavaJson.values(contacts),
                        null,
                        sender == null ? null : sender.value(),
                        WxJavaMessage.text(content.text()),
                        WxJavaMessage.items(content.attachments())));
    }

    @Override
    public Created addToGroups(Caller caller, UserId sender, List<ChatId> groups, Content content) {
        return add(
                caller,
                new Add(
                        "group",
                        null,
                        WxJavaJson.values(groups),
                        sender.value(),
                        WxJavaMessage.text(content.text()),
                        WxJavaMessage.items(content.attachments())));
    }

    private Created add(Caller caller, Add request) {
        return calls.post(
                caller,
                Api.ADD_MSG_TEMPLATE,
                request,
                Added.class,
                answer ->
                        new Created(Objects.requireNonNull(answer.msgid), WxJavaJson.list(answer.failList, id -> id)));
    }

    @Override
    public Page<Listed> list(Caller caller, boolean toGroups, Instant from, Instant to, @Nullable String cursor) {
        return calls.post(
                caller,
                Api.GET_GROUPMSG_LIST,
                new ListOf(
                        toGroups ? "group" : "single", from.getEpochSecond(), to.getEpochSecond(), LIST_LIMIT, cursor),
                ListAnswer.class,
                answer -> WxJavaJson.page(
                        answer.groupMsgList,
                        answer.nextCursor,
                        item -> new Listed(
                                item.msgid,
                                Instant.ofEpochSecond(item.createTime),
                                item.text == null ? null : WxJavaJson.text(item.text.content))));
    }

    @Override
    public Page<Task> tasks(Caller caller, String msgid, @Nullable String cursor) {
        return calls.post(
                caller,
                Api.GET_GROUPMSG_TASK,
                new PageOf(msgid, null, TASK_LIMIT, cursor),
                TaskAnswer.class,
                answer -> WxJavaJson.page(
                        answer.taskList,
                        answer.nextCursor,
                        task -> new Task(new UserId(task.userid), task.status, WxJavaJson.instant(task.sendTime))));
    }

    @Override
    public Page<SendResult> results(Caller caller, String msgid, UserId userId, @Nullable String cursor) {
        return calls.post(
                caller,
                Api.GET_GROUPMSG_SEND_RESULT,
                new PageOf(msgid, userId.value(), TASK_LIMIT, cursor),
                ResultAnswer.class,
                answer -> WxJavaJson.page(
                        answer.sendList,
                        answer.nextCursor,
                        sent -> new SendResult(
                                sent.receiver(),
                                new UserId(sent.userid),
                                sent.status,
                                WxJavaJson.instant(sent.sendTime))));
    }

    @Override
    public void remind(Caller caller, String msgid) {
        calls.post(caller, Api.REMIND_GROUPMSG_SEND, new MsgOf(msgid));
    }

    @Override
    public void cancel(Caller caller, String msgid) {
        calls.post(caller, Api.CANCEL_GROUPMSG_SEND, new MsgOf(msgid));
    }

    private record Add(
            String chatType,
            @Nullable List<String> externalUserid,
            @Nullable List<String> chatIdList,
            @Nullable String sender,
            WxJavaMessage.@Nullable Text text,
            @Nullable List<WxJavaMessage.Item> attachments) {}

    private record Added(String msgid, @Nullable List<String> failList) {}

    private record ListOf(
            String chatType,
            long startTime,
            long endTime,
            int limit,
            @Nullable String cursor) {}

    private record ListAnswer(
            @Nullable List<ListFields> groupMsgList,
            @Nullable String nextCursor) {}

    private record ListFields(
            String msgid, long createTime, @Nullable TextFields text) {}

    private record TextFields(@Nullable String content) {}

    private record PageOf(
            String msgid,
            @Nullable String userid,
            int limit,
            @Nullable String cursor) {}

    private record TaskAnswer(
            @Nullable List<TaskFields> taskList, @Nullable String nextCursor) {}

    private record TaskFields(
            String userid, int status, @Nullable Long sendTime) {}

    private record ResultAnswer(
            @Nullable List<ResultFields> sendList, @Nullable String nextCursor) {}

    private record ResultFields(
            @Nullable String externalUserid,
            @Nullable String chatId,
            String userid,
            int status,
            @Nullable Long sendTime) {
        /** Groups' results name the group; some have an empty external_userid beside it. */
        String receiver() {
            String contact = WxJavaJson.text(externalUserid);
            return contact != null ? contact : String.valueOf(chatId);
        }
    }

    private record MsgOf(String msgid) {}
}
