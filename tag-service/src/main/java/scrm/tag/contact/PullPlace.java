package scrm.tag.contact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.UserId;

/**
 * Where a pull stands: a few members whose contacts are being read, or between two such lots. Written as lines: the
 * cursor, the last member of the lot, the members.
 *
 * @param after all members up to this one are done; empty at the start
 * @param lot the members who are being read; empty between lots
 * @param cursor of the next page of the lot; absent at its first
 */
record PullPlace(String after, List<UserId> lot, @Nullable String cursor) {
    /** Listing each member's contacts takes a call, and a slice should take seconds. */
    private static final int LOT = 20;

    PullPlace {
        lot = List.copyOf(lot);
    }

    static PullPlace parse(String checkpoint) {
        List<String> lines = checkpoint.lines().toList();
        if (lines.isEmpty()) {
            return new PullPlace("", List.of(), null);
        }
        List<UserId> lot = lines.stream().skip(2).map(UserId::new).toList();
        return new PullPlace(lines.get(1), lot, lines.getFirst().isEmpty() ? null : lines.getFirst());
    }

    String checkpoint() {
        List<String> lines = new ArrayList<>();
        lines.add(cursor == null ? "" : cursor);
        lines.add(after);
        lot.forEach(userId -> lines.add(userId.value()));
        return String.join("\n", lines);
    }

    /** The next lot of all members, in the order of their ids; empty at the end. */
    List<UserId> next(List<UserId> members) {
        return members.stream()
                .filter(userId -> userId.value().compareTo(after) > 0)
                .sorted(Comparator.comparing(UserId::value))
                .limit(LOT)
                .toList();
    }

    PullPlace reading(List<UserId> members, @Nullable String nextCursor) {
        return new PullPlace(after, members, nextCursor);
    }

    PullPlace past(List<UserId> members) {
        return new PullPlace(members.getLast().value(), List.of(), null);
    }
}
