package scrm.sop.groupmessage;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.wecom.Caller;
import scrm.wecom.GroupMessages.Task;
import scrm.wecom.Page;
import scrm.wecom.WeComException;

/** Asks WeCom whether the sender of a message has confirmed it. Source: document 97611. */
@Service
class FindConfirmation {
    private static final int SENT = 2;

    private final scrm.wecom.GroupMessages weCom;
    private final Clock clock;

    FindConfirmation(scrm.wecom.GroupMessages weCom, Clock clock) {
        this.weCom = weCom;
        this.clock = clock;
    }

    /**
     * When the sender confirmed; empty if the sender did not yet.
     *
     * @throws WeComException also while WeCom is still dispatching the message (41063)
     */
    Optional<Instant> at(GroupMessage message, String msgid) {
        if (message.confirmedAt() != null) {
            return Optional.of(message.confirmedAt());
        }
        @Nullable String cursor = null;
        do {
            Page<Task> page = weCom.tasks(Caller.sync(message.corpId()), msgid, cursor);
            for (Task task : page.items()) {
                if (task.userId().equals(message.sender()) && task.status() == SENT) {
                    Instant sentAt = task.sendTime();
                    return Optional.of(sentAt == null ? clock.instant() : sentAt);
                }
            }
            cursor = page.nextCursor();
        } while (cursor != null);
        return Optional.empty();
    }
}
