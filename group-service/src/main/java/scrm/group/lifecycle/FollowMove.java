package scrm.group.lifecycle;

import org.springframework.stereotype.Service;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.GroupEvent.GroupLifecycleChanged;
import scrm.events.UserId;
import scrm.group.lifecycle.Lifecycles.Change;
import scrm.group.lifecycle.Lifecycles.Known;
import scrm.group.lifecycle.Lifecycles.Step;
import scrm.group.task.RaiseGroupTask;
import scrm.messaging.Outbox;

/**
 * What follows when a group comes into another phase, in the same transaction: the others are told; closing freezes the
 * report and asks the owner to dissolve the group, which WeCom's callback then confirms.
 */
@Service
class FollowMove {
    private final ClosingReports reports;
    private final RaiseGroupTask raiseGroupTask;
    private final Outbox outbox;

    FollowMove(ClosingReports reports, RaiseGroupTask raiseGroupTask, Outbox outbox) {
        this.reports = reports;
        this.raiseGroupTask = raiseGroupTask;
        this.outbox = outbox;
    }

    void follow(Step step) {
        Change change = step.change();
        if (change == null) {
            return;
        }
        Known known = step.known();
        CorpId corpId = known.group().corpId();
        ChatId chatId = known.group().chatId();
        outbox.append(new GroupLifecycleChanged(
                EventId.derived("group-lifecycle", corpId.value(), chatId.value(), Long.toString(known.moves())),
                corpId,
                change.at(),
                chatId,
                change.from().name(),
                change.to().name(),
                change.cause().name()));
        switch (change.to()) {
            case CLOSING -> close(known, change);
            case DISMISSED -> raiseGroupTask.dissolved(corpId, chatId);
            default -> {
                if (change.from() == Phase.CLOSING) {
                    raiseGroupTask.keep(corpId, chatId);
                }
            }
        }
    }

    private void close(Known known, Change change) {
        CorpId corpId = known.group().corpId();
        ChatId chatId = known.group().chatId();
        reports.freeze(corpId, chatId, change, known.facts());
        UserId owner = known.owner();
        if (owner != null) {
            raiseGroupTask.dissolve(corpId, chatId, owner, known.name());
        }
    }
}
