package scrm.sop.groupmessage;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.UserId;

/**
 * What is done while the sender does not confirm.
 *
 * @param remindAfter how long after the call the sender is reminded, each time; {@link #MAX_REMINDERS} at most
 * @param escalateAfter how long after the call the supervisor is told; null: never
 * @param supervisor who is told; null: nobody
 */
public record FollowUp(
        List<Duration> remindAfter,
        @Nullable Duration escalateAfter,
        @Nullable UserId supervisor) {
    /** Nothing. */
    public static final FollowUp NONE = new FollowUp(List.of(), null, null);

    /** A message that nobody confirmed after so many is not wanted. */
    public static final int MAX_REMINDERS = 10;

    public FollowUp {
        remindAfter = List.copyOf(remindAfter);
    }
}
