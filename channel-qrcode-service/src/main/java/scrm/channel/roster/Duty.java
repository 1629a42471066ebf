package scrm.channel.roster;

import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.UserId;

/**
 * Who is on.
 *
 * @param basis why they are
 * @param users 1 to 100 members in the roster's order; none if there is nobody
 * @param round the round of the slot's members
 */
record Duty(Basis basis, List<UserId> users, @Nullable Round round) {
    Duty {
        users = List.copyOf(users);
    }

    /** Why somebody is on. */
    enum Basis {
        /** Members of the slot. */
        SLOT,
        /** No slot, or all of its members are away or have reached their caps. */
        SPARES,
        /** No spare is there either: a code must lead to somebody, so it goes on leading to those before. */
        NOBODY
    }
}
