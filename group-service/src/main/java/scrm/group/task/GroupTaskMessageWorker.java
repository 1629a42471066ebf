package scrm.group.task;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

import scrm.events.CorpId;
import scrm.group.task.GroupTask.Told;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;
import scrm.wecom.Caller;
import scrm.wecom.Messages;
import scrm.wecom.WeComException;

/**
 * Tells the owner of a task and, while it is open, reminds of it. Each message is tried once: one whose answer was lost
 * is not sent again, for the next reminder comes anyway.
 */
@Component
class GroupTaskMessageWorker implements WorkHandler<GroupTaskMessageWorker.Payload> {
    static final String KIND = "group-task-message";

    /** The first and its reminders. */
    static final int MOST = 5;

    static final Duration BETWEEN = Duration.ofDays(3);

    private final GroupTasks tasks;
    private final Messages messages;
    private final WorkQueue queue;
    private final Clock clock;

    GroupTaskMessageWorker(GroupTasks tasks, Messages messages, WorkQueue queue, Clock clock) {
        this.tasks = tasks;
        this.messages = messages;
        this.queue = queue;
        this.clock = clock;
    }

    /**
     * Which message.
     *
     * @param raisedAt when the task was raised: one that was raised again is told anew
     * @param number 1 for the first
     */
    record Payload(long taskId, Instant raisedAt, int number) {}

    static WorkRequest request(CorpId corpId, long taskId, Instant raisedAt, int number, Instant dueAt) {
        return WorkRequest.once(
                KIND,
                corpId,
                taskId + "-" + raisedAt.toEpochMilli() + "-" + number,
                new Payload(taskId, raisedAt, number),
                dueAt);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Payload> payloadType() {
        return Payload.class;
    }

    @Override
    public boolean repeatable() {
        return false;
    }

    @Override
    public Settlement handle(Work<Payload> work) {
        GroupTask task = tasks.find(work.corpId(), work.payload().taskId()).orElseThrow();
        if (task.status() != GroupTask.Status.OPEN
                || task.raisedAt().toEpochMilli() != work.payload().raisedAt().toEpochMilli()) {
            return Settlement.done();
        }
        Messages.Message message = Messages.Message.to(task.owner(), new Messages.Content.Text(task.text()));
        try {
            Messages.Sent sent = messages.send(Caller.bulk(work.corpId()).noting(work.call()::begin), message);
            boolean reached =
                    sent.invalidUsers().isEmpty() && sent.unlicensedUsers().isEmpty();
            return told(work, reached ? Told.SENT : Told.REFUSED);
        } catch (WeComException e) {
            String reason = String.valueOf(e.getMessage());
            return switch (e.kind()) {
                case RETRYABLE -> Settlement.retry(reason, e.retryAfter());
                case MISCONFIGURED -> Settlement.retry(reason, e.untilMended());
                case REFUSED -> told(work, Told.REFUSED);
                case IN_DOUBT -> told(work, Told.UNKNOWN);
            };
        }
    }

    @Override
    public Settlement resolve(Work<Payload> work, Instant calledAt) {
        return told(work, Told.UNKNOWN);
    }

    private Settlement told(Work<Payload> work, Told told) {
        Payload payload = work.payload();
        return Settlement.done(() -> {
            tasks.told(work.corpId(), payload.taskId(), told);
            if (payload.number() < MOST) {
                queue.submit(request(
                        work.corpId(),
                        payload.taskId(),
                        payload.raisedAt(),
                        payload.number() + 1,
                        clock.instant().plus(BETWEEN)));
            }
        });
    }
}
