package scrm.channel.luretask;

import java.time.Instant;
import org.springframework.stereotype.Component;

import scrm.channel.luretask.LureTask.Told;
import scrm.events.CorpId;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.messaging.WorkRequest;
import scrm.wecom.Caller;
import scrm.wecom.Messages;
import scrm.wecom.WeComException;

/** Tells the owner of a task, once: a message whose answer was lost is not sent again, for the task stands anyway. */
@Component
class LureMessageWorker implements WorkHandler<LureMessageWorker.Payload> {
    static final String KIND = "lure-message";

    private final LureTasks tasks;
    private final Messages messages;

    LureMessageWorker(LureTasks tasks, Messages messages) {
        this.tasks = tasks;
        this.messages = messages;
    }

    /** Which task. */
    record Payload(long taskId) {}

    static WorkRequest request(CorpId corpId, long taskId, Instant dueAt) {
        return WorkRequest.once(KIND, corpId, Long.toString(taskId), new Payload(taskId), dueAt);
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
        LureTask task = tasks.find(work.corpId(), work.payload().taskId()).orElseThrow();
        if (task.status() != LureTask.Status.OPEN) {
            return told(work, Told.SKIPPED);
        }
        Messages.Message message = Messages.Message.to(task.owner(), new Messages.Content.Text(task.message()));
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
        return Settlement.done(() -> tasks.told(work.corpId(), work.payload().taskId(), told));
    }
}
