package scrm.group.health;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;

/**
 * Something about a group that somebody should look after, or for a start watch.
 *
 * @param id 0 before it is stored
 * @param day on which it was opened
 * @param open whether it still is so
 * @param raisedAt when it became more than something to watch; absent if it did not
 * @param signs as last seen while it was open
 */
record Alert(
        long id,
        ChatId chatId,
        Cause cause,
        LocalDate day,
        boolean open,
        @Nullable Instant raisedAt,
        List<Sign> signs,
        Instant openedAt,
        @Nullable Instant closedAt) {
    Alert {
        signs = List.copyOf(signs);
    }

    /** What it is about. */
    enum Cause {
        /** Several signs at once; one alone is to be watched. */
        DYING(2),
        /** Many quit at once. */
        QUIT_BURST(1);

        private final int leastSigns;

        Cause(int leastSigns) {
            this.leastSigns = leastSigns;
        }

        boolean raisedBy(List<Sign> signs) {
            return signs.size() >= leastSigns;
        }
    }

    static Alert opened(ChatId chatId, Cause cause, LocalDate day, List<Sign> signs, Instant at) {
        return new Alert(0, chatId, cause, day, true, cause.raisedBy(signs) ? at : null, signs, at, null);
    }

    /** The same after another look: signs make it rise, and once there are none it closes. */
    Alert seen(List<Sign> now, Instant at) {
        if (now.isEmpty()) {
            return open ? new Alert(id, chatId, cause, day, false, raisedAt, signs, openedAt, at) : this;
        }
        Instant raised = raisedAt == null && cause.raisedBy(now) ? at : raisedAt;
        return new Alert(id, chatId, cause, day, true, raised, now, openedAt, null);
    }
}
