package scrm.group.transfer;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import scrm.events.UserId;

/**
 * How many groups of each owner were called about on a day, and whether WeCom takes more. Source: documents 92127 and
 * 95703.
 */
final class CallsOfDay {
    private static final int OF_ONE_OWNER = 300;

    /** WeCom's day is Beijing's. */
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Map<UserId, Integer> called;

    CallsOfDay(Map<UserId, Integer> called) {
        this.called = new HashMap<>(called);
    }

    /** When the day of this moment began. */
    static Instant began(Instant at) {
        return LocalDate.ofInstant(at, ZONE).atStartOfDay(ZONE).toInstant();
    }

    /** How long it is until the next day. */
    static Duration untilNext(Instant at) {
        return Duration.between(
                at, LocalDate.ofInstant(at, ZONE).plusDays(1).atStartOfDay(ZONE).toInstant());
    }

    /** Owners of whom WeCom takes no more. */
    Set<UserId> full() {
        return called.entrySet().stream()
                .filter(entry -> entry.getValue() >= OF_ONE_OWNER)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Counts a group that is to be called about; returns whether WeCom takes it. */
    boolean take(TransferItem item) {
        UserId from = item.fromOwner();
        return from == null || called.merge(from, 1, Integer::sum) <= OF_ONE_OWNER;
    }
}
