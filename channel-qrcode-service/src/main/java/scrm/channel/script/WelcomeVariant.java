package scrm.channel.script;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;

import scrm.events.UserId;

/**
 * What is said instead of the base welcome at some times, by some members, or by some members at some times.
 *
 * @param name its own among the live code's variants; what was said is written down under it
 * @param slots by the corp's clocks; none: at any time
 * @param users none: whoever was added
 * @param arms what is said
 */
public record WelcomeVariant(String name, List<WelcomeSlot> slots, Set<UserId> users, WelcomeArms arms) {
    public WelcomeVariant {
        slots = List.copyOf(slots);
        users = Set.copyOf(users);
    }

    /** @param local by the corp's clocks */
    boolean fits(UserId userId, LocalDateTime local) {
        return (users.isEmpty() || users.contains(userId))
                && (slots.isEmpty() || slots.stream().anyMatch(slot -> slot.holds(local)));
    }
}
