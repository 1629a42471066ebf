package scrm.messaging;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a dead letter for good: the record that failed, and at whom. One that fails again after its replay is another.
 *
 * @param topic where the record was, without the system's prefix
 * @param partition of that topic
 * @param offset in that partition
 * @param consumer who could not handle it
 */
public record DeadLetterId(String topic, int partition, long offset, String consumer) {
    private static final Pattern TEXT =
            Pattern.compile("([a-z.-]{1,60}):(\\d{1,6}):(\\d{1,18}):([A-Za-z0-9._-]{1,100})");

    /** Reads what {@link #toString} wrote; empty if it is none. */
    public static Optional<DeadLetterId> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new DeadLetterId(
                        parts.group(1),
                        Integer.parseInt(parts.group(2)),
                        Long.parseLong(parts.group(3)),
                        parts.group(4)))
                : Optional.empty();
    }

    /** {@code wecom.external-contact:3:42:tag-service.tagging}; fit for a path. */
    @Override
    public String toString() {
        return topic + ":" + partition + ":" + offset + ":" + consumer;
    }
}
