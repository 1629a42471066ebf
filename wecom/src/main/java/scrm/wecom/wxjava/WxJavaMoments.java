package scrm.wecom.wxjava;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.wecom.Caller;
import scrm.wecom.Moments;
import scrm.wecom.Page;

final class WxJavaMoments implements Moments {
    private static final int LIST_LIMIT = 20;
    private static final int TASK_LIMIT = 1000;
    private static final int PUBLISHED = 1;

    private final WxJavaCalls calls;

    WxJavaMoments(WxJavaCalls calls) {
        this.calls = calls;
    }

    @Override
    public JobId add(Caller caller, NewMoment moment) {
        List<String> senders = WxJavaJson.values(moment.senders());
        List<Long> departments = moment.departments().isEmpty() ? null : moment.departments();
        List<String> tags = WxJavaJson.values(moment.tagIds());
        VisibleRange range = new VisibleRange(
                senders == null && departments == null ? null : new SenderList(senders, departments),
                tags == null ? null : new TagList(tags));
        return calls.post(
                caller,
                Api.ADD_MOMENT_TASK,
                new Add(
                        WxJavaMessage.text(moment.text()),
                        WxJavaMessage.items(moment.attachments()),
                        range.senderList == null && range.externalContactList == null ? null : range),
                Added.class,
                answer -> new JobId(Objects.requireNonNull(answer.jobid)));
    }

    @Override
    public Job job(Caller caller, JobId jobId) {
        return calls.get(
                caller,
                Api.GET_MOMENT_TASK_RESULT,
                Map.of("jobid", jobId.value()),
                JobAnswer.class,
                answer -> answer.result == null
                        ? new Job(answer.status, 0, null, List.of(), List.of())
                        : job(answer.status, answer.result));
    }

    private static Job job(int status, JobResult result) {
        String momentId = WxJavaJson.text(result.momentId);
        return new Job(
                status,
                result.errcode,
                momentId == null ? null : new MomentId(momentId),
                result.invalidSenderList == null
                        ? List.of()
                        : WxJavaJson.list(result.invalidSenderList.userList, UserId::new),
                result.invalidExternalContactList == null
                        ? List.of()
                        : WxJavaJson.list(result.invalidExternalContactList.tagList, TagId::new));
    }

    @Override
    public void cancel(Caller caller, MomentId momentId) {
        calls.post(caller, Api.CANCEL_MOMENT_TASK, new MomentOf(momentId.value()));
    }

    @Override
    public Page<Moment> list(
            Caller caller, Instant from, Instant to, @Nullable UserId creator, @Nullable String cursor) {
        return calls.post(
                caller,
                Api.GET_MOMENT_LIST,
                new ListOf(
                        from.getEpochSecond(),
                        to.getEpochSecond(),
                        creator == null ? null : creator.value(),
                        LIST_LIMIT,
                        cursor),
                Listed.class,
                answer -> WxJavaJson.page(answer.momentList, answer.nextCursor, WxJavaMoments::moment));
    }

    private static Moment moment(ListedFields moment) {
        String creator = WxJavaJson.text(moment.creator);
        return new Moment(
                new MomentId(moment.momentId),
                creator == null ? null : new UserId(creator),
                Instant.ofEpochSecond(moment.createTime),
                moment.text == null ? null : WxJavaJson.text(moment.text.content()));
    }

    @Override
    public Page<Task> tasks(Caller caller, MomentId momentId, @Nullable String cursor) {
        return calls.post(
                caller,
                Api.GET_MOMENT_TASK,
                new PageOf(momentId.value(), null, TASK_LIMIT, cursor),
                Tasks.class,
                answer -> WxJavaJson.page(
                        answer.taskList,
                        answer.nextCursor,
                        task -> new Task(new UserId(task.userid), task.publishStatus == PUBLISHED)));
    }

    @Override
    public Page<ExternalUserId> customers(Caller caller, MomentId momentId, UserId userId, @Nullable String cursor) {
        return contacts(caller, Api.GET_MOMENT_CUSTOMER_LIST, momentId, userId, cursor);
    }

    @Override
    public Page<ExternalUserId> reached(Caller caller, MomentId momentId, UserId userId, @Nullable String cursor) {
        return contacts(caller, Api.GET_MOMENT_SEND_RESULT, momentId, userId, cursor);
    }

    private Page<ExternalUserId> contacts(
            Caller caller, Api api, MomentId momentId, UserId userId, @Nullable String cursor) {
        return calls.post(
                caller,
                api,
                new PageOf(momentId.value(), userId.value(), TASK_LIMIT, cursor),
                Customers.class,
                answer -> WxJavaJson.page(
                        answer.customerList,
                        answer.nextCursor,
                        customer -> new ExternalUserId(customer.externalUserid)));
    }

    @Override
    public Reactions reactions(Caller caller, MomentId momentId, UserId userId) {
        return calls.post(
                caller,
                Api.GET_MOMENT_COMMENTS,
                new PageOf(momentId.value(), userId.value(), null, null),
                Comments.class,
                answer -> new Reactions(
                        WxJavaJson.list(answer.commentList, WxJavaMoments::reaction),
                        WxJavaJson.list(answer.likeList, WxJavaMoments::reaction)));
    }

    private static Reaction reaction(ReactionFields reaction) {
        String contact = WxJavaJson.text(reaction.externalUserid);
        String member = WxJavaJson.text(reaction.userid);
        return new Reaction(
                contact == null ? null : new ExternalUserId(contact),
                member == null ? null : new UserId(member),
                Instant.ofEpochSecond(reaction.createTime));
    }

    private record Add(
            WxJavaMessage.@Nullable Text text,
            @Nullable List<WxJavaMessage.Item> attachments,
            @Nullable VisibleRange visibleRange) {}

    private record VisibleRange(
            @Nullable SenderList senderList, @Nullable TagList externalContactList) {}

    private record SenderList(
            @Nullable List<String> userList, @Nullable List<Long> departmentList) {}

    private record TagList(@Nullable List<String> tagList) {}

    private record Added(String jobid) {}

    private record JobAnswer(int status, @Nullable JobResult result) {}

    private record JobResult(
            int errcode,
            @Nullable String momentId,
            @Nullable SenderList invalidSenderList,
            @Nullable TagList invalidExternalContactList) {}

    private record MomentOf(String momentId) {}

    private record ListOf(
            long startTime,
            long endTime,
            @Nullable String creator,
            int limit,
            @Nullable String cursor) {}

    private record Listed(
            @Nullable List<ListedFields> momentList,
            @Nullable String nextCursor) {}

    private record ListedFields(
            String momentId, @Nullable String creator, long createTime, WxJavaMessage.@Nullable Text text) {}

    private record PageOf(
            String momentId,
            @Nullable String userid,
            @Nullable Integer limit,
            @Nullable String cursor) {}

    private record Tasks(
            @Nullable List<TaskFields> taskList, @Nullable String nextCursor) {}

    private record TaskFields(String userid, int publishStatus) {}

    private record Customers(
            @Nullable List<CustomerFields> customerList,
            @Nullable String nextCursor) {}

    private record CustomerFields(String externalUserid) {}

    private record Comments(
            @Nullable List<ReactionFields> commentList,
            @Nullable List<ReactionFields> likeList) {}

    private record ReactionFields(
            @Nullable String externalUserid, @Nullable String userid, long createTime) {}
}
