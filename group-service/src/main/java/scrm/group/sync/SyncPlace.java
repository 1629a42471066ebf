package scrm.group.sync;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.UserId;

/** Where a sync stands. Written as lines: what it does, and what the next slice needs to know. */
sealed interface SyncPlace {
    String checkpoint();

    /** WeCom lists all groups at once. */
    record ListingAll(@Nullable String cursor) implements SyncPlace {
        @Override
        public String checkpoint() {
            return cursor == null ? "" : "all\n" + cursor;
        }
    }

    /**
     * WeCom lists groups by their owners, a lot of them at a time.
     *
     * @param after all owners up to this one are done; empty at the start
     * @param lot the owners whose groups are being listed; empty between lots
     * @param cursor of the next page of the lot; absent at its first
     */
    record ListingOwners(
            String after, List<UserId> lot, @Nullable String cursor) implements SyncPlace {
        /** WeCom's limit, document 92120. */
        private static final int LOT = 100;

        static final ListingOwners START = new ListingOwners("", List.of(), null);

        public ListingOwners {
            lot = List.copyOf(lot);
        }

        @Override
        public String checkpoint() {
            List<String> lines = new ArrayList<>(List.of("owners", cursor == null ? "" : cursor, after));
            lot.forEach(userId -> lines.add(userId.value()));
            return String.join("\n", lines);
        }

        /** The next lot of all owners, in the order of their ids; empty at the end. */
        List<UserId> next(List<UserId> owners) {
            return owners.stream()
                    .filter(userId -> userId.value().compareTo(after) > 0)
                    .distinct()
                    .sorted(Comparator.comparing(UserId::value))
                    .limit(LOT)
                    .toList();
        }

        ListingOwners past(List<UserId> owners) {
            return new ListingOwners(owners.getLast().value(), List.of(), null);
        }
    }

    /**
     * Groups that are in doubt are read.
     *
     * @param after all up to this one are done; empty at the start
     */
    record Reading(String after) implements SyncPlace {
        @Override
        public String checkpoint() {
            return "read\n" + after;
        }
    }

    static SyncPlace parse(String checkpoint) {
        List<String> lines = List.of(checkpoint.split("\n", -1));
        return switch (lines.getFirst()) {
            case "" -> new ListingAll(null);
            case "all" -> new ListingAll(lines.get(1));
            case "read" -> new Reading(lines.get(1));
            default ->
                new ListingOwners(
                        lines.get(2),
                        lines.stream().skip(3).map(UserId::new).toList(),
                        lines.get(1).isEmpty() ? null : lines.get(1));
        };
    }
}
