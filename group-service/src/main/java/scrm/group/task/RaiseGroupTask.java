package scrm.group.task;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.messaging.WorkQueue;
import scrm.rest.NotFound;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** Raises tasks, each of which is told to its owner by app message, and closes them. */
@Service
@Transactional
public class RaiseGroupTask {
    /** Days begin at midnight; people do not. Not on the hour, as WeCom asks (document 90236). */
    private static final LocalTime MORNING = LocalTime.of(9, 5);

    private static final LocalTime EVENING = LocalTime.of(21, 5);

    private final GroupTasks tasks;
    private final Corps corps;
    private final WorkQueue work;
    private final Clock clock;

    RaiseGroupTask(GroupTasks tasks, Corps corps, WorkQueue work, Clock clock) {
        this.tasks = tasks;
        this.corps = corps;
        this.work = work;
        this.clock = clock;
    }

    /** The owner is to dissolve a group; WeCom lets nobody else. */
    public void dissolve(CorpId corpId, ChatId chatId, UserId owner, String groupName) {
        raise(
                corpId,
                GroupTask.Kind.DISSOLVE,
                chatId.value(),
                chatId,
                owner,
                "群「%s」已进入收尾阶段，请完成告别后解散该群。".formatted(groupName));
    }

    /** The group goes on after all, even if somebody said that it was dissolved: its next end is asked for anew. */
    public void keep(CorpId corpId, ChatId chatId) {
        tasks.revoke(corpId, GroupTask.Kind.DISSOLVE, chatId.value(), clock.instant());
    }

    /** The group is dissolved. */
    public void dissolved(CorpId corpId, ChatId chatId) {
        tasks.close(corpId, GroupTask.Kind.DISSOLVE, chatId.value(), GroupTask.Status.DONE, clock.instant());
    }

    /** The owner is to make a group, under the name by which it will be known. */
    public void make(CorpId corpId, String charterId, UserId owner, String groupName) {
        raise(
                corpId,
                GroupTask.Kind.MAKE_GROUP,
                charterId,
                null,
                owner,
                "请新建客户群，并将群名设为「%s」，系统会自动识别。".formatted(groupName));
    }

    /** The group is there. */
    public void made(CorpId corpId, String charterId) {
        tasks.close(corpId, GroupTask.Kind.MAKE_GROUP, charterId, GroupTask.Status.DONE, clock.instant());
    }

    /** The group is not wanted any more. */
    public void notToBeMade(CorpId corpId, String charterId) {
        tasks.close(corpId, GroupTask.Kind.MAKE_GROUP, charterId, GroupTask.Status.OBSOLETE, clock.instant());
    }

    /** The owner is to invite those of one group into another. */
    public void invite(CorpId corpId, String mergeId, ChatId from, UserId owner, String fromName, String intoName) {
        raise(
                corpId,
                GroupTask.Kind.INVITE,
                mergeId,
                from,
                owner,
                "请邀请群「%s」的成员加入群「%s」，两群将合并。".formatted(fromName, intoName));
    }

    private void raise(
            CorpId corpId, GroupTask.Kind kind, String about, @Nullable ChatId chatId, UserId owner, String text) {
        Instant now = clock.instant();
        tasks.raise(corpId, kind, about, chatId, owner, text, now)
                .ifPresent(id -> work.submit(GroupTaskMessageWorker.request(corpId, id, now, 1, tellAt(corpId, now))));
    }

    /** Reminders keep to the time of day of the first message. */
    private Instant tellAt(CorpId corpId, Instant now) {
        ZonedDateTime local = now.atZone(corps.find(corpId).map(Corp::timezone).orElse(ZoneOffset.UTC));
        if (local.toLocalTime().isBefore(MORNING)) {
            return local.with(MORNING).toInstant();
        }
        return local.toLocalTime().isBefore(EVENING)
                ? now
                : local.plusDays(1).with(MORNING).toInstant();
    }

    /** Somebody did it; one that is closed stays as it is. */
    GroupTask done(CorpId corpId, long id) {
        tasks.close(corpId, id, GroupTask.Status.DONE, clock.instant());
        return tasks.find(corpId, id).orElseThrow(() -> NotFound.of("group-task"));
    }
}
