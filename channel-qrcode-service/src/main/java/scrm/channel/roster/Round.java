package scrm.channel.roster;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

import scrm.events.UserId;

/**
 * The time for which the same members are free on one day. Weights count within it, so that nobody has to make up for
 * hours of not being on.
 *
 * @param day its date
 * @param users the members
 * @param before how many contacts had come to each when it began
 */
record Round(LocalDate day, List<SlotUser> users, Map<UserId, Integer> before) {
    Round {
        users = List.copyOf(users);
        before = Map.copyOf(before);
    }

    /** The running round, or a new one if the day or the members are not its own. */
    static Round of(@Nullable Round running, List<SlotUser> free, Situation now) {
        return running != null && running.day.equals(now.date()) && running.users.equals(free)
                ? running
                : new Round(
                        now.date(),
                        free,
                        free.stream()
                                .map(SlotUser::userId)
                                .collect(Collectors.toMap(
                                        Function.identity(), user -> now.adds().getOrDefault(user, 0))));
    }

    /**
     * Those who are not ahead: who had less than one contact more than their share of all that came in this round.
     * Never empty, for not everybody can have more than a share. All of them if weights are equal: WeCom leads evenly
     * by itself.
     */
    List<UserId> withinShare(Map<UserId, Integer> adds) {
        long all = users.stream().mapToLong(user -> since(user, adds)).sum();
        long weights = users.stream().mapToLong(SlotUser::weight).sum();
        boolean even = users.stream().mapToInt(SlotUser::weight).distinct().count() == 1;
        return users.stream()
                .filter(user -> even || since(user, adds) * weights < all * user.weight() + weights)
                .map(SlotUser::userId)
                .toList();
    }

    private long since(SlotUser user, Map<UserId, Integer> adds) {
        return (long) adds.getOrDefault(user.userId(), 0) - before.getOrDefault(user.userId(), 0);
    }
}
