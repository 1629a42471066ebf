package scrm.group.flag;

import java.time.Clock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.rest.Conflict;
import scrm.rest.NotFound;

/** Takes down what was noticed about members, and what is decided about it. */
@Service
@Transactional
class FlagMember {
    private final Flags flags;
    private final Clock clock;

    FlagMember(Flags flags, Clock clock) {
        this.flags = flags;
        this.clock = clock;
    }

    /** Flags somebody who is in a group now; the owner is to remove the member. */
    Flag flag(CorpId corpId, ChatId chatId, String memberId, Flag.Reason reason, String evidence) {
        // A quit that comes at the same time finds the task or comes before the question.
        if (!flags.holdPresent(corpId, chatId, memberId)) {
            throw NotFound.of("group-member");
        }
        Flag flag = flags.add(corpId, chatId, memberId, reason, evidence, clock.instant());
        flags.open(corpId, chatId, memberId, clock.instant());
        return flag;
    }

    /** The member may stay. */
    RemovalTask withdraw(CorpId corpId, long taskId) {
        RemovalTask task = flags.task(corpId, taskId).orElseThrow(() -> NotFound.of("removal-task"));
        if (task.state() != RemovalTask.State.WITHDRAWN && !flags.withdraw(corpId, taskId, clock.instant())) {
            throw Conflict.of("removal_task_done");
        }
        return flags.task(corpId, taskId).orElseThrow();
    }
}
