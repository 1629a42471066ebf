package scrm.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A day in a corp's life, the same whenever it is played from the same seed on a corp in the same state. Customers scan
 * contact ways; later in the day most chat, some join a group and some of those quit, some delete their member.
 *
 * @param seed decides who does what when
 * @param customers how many come
 * @param states of the contact ways that they scan, or their config_ids
 * @param joinStates of the join ways that some scan; null or empty: nobody joins a group
 */
public record Day(
        long seed,
        int customers,
        List<String> states,
        @Nullable List<String> joinStates) {
    private static final double CHATS = 0.7;
    private static final double JOINS = 0.5;
    private static final double QUITS = 0.2;
    private static final double DELETES = 0.15;
    private static final int MINUTES = 24 * 60;

    public Day {
        states = List.copyOf(states);
        joinStates = joinStates == null ? List.of() : List.copyOf(joinStates);
        if (states.isEmpty()) {
            throw new IllegalArgumentException("a day needs a contact way to scan");
        }
    }

    /** What happened, in order. */
    public record Played(List<Friendship> added, long chatted, long joined, long quit, long deleted) {
        public Played {
            added = List.copyOf(added);
        }
    }

    private enum Act {
        SCAN,
        CHAT,
        JOIN,
        QUIT,
        DELETE
    }

    private record Planned(int minute, int customer, Act act, String with) {}

    /** Plays all of it at once, in the order of the day; simulated time does not move. */
    public static Played play(People people, Day day) {
        List<Planned> plan = day.plan();
        Friendship[] made = new Friendship[day.customers];
        String[] chatIds = new String[day.customers];
        List<Friendship> added = new ArrayList<>();
        for (Planned planned : plan) {
            int customer = planned.customer;
            if (planned.act == Act.SCAN) {
                made[customer] = people.contactScans(planned.with, "customer " + (customer + 1));
                added.add(made[customer]);
                continue;
            }
            String userId = made[customer].userId();
            String externalUserId = made[customer].externalUserId();
            switch (planned.act) {
                case CHAT -> people.contactChats(userId, externalUserId, "hello");
                case JOIN -> chatIds[customer] = people.contactJoinsGroup(planned.with, externalUserId);
                case QUIT -> people.quitsGroup(chatIds[customer], externalUserId);
                case DELETE -> people.contactDeletes(userId, externalUserId);
                case SCAN -> throw new IllegalStateException();
            }
        }
        Map<Act, Long> counts = plan.stream().collect(Collectors.groupingBy(Planned::act, Collectors.counting()));
        return new Played(
                added,
                counts.getOrDefault(Act.CHAT, 0L),
                counts.getOrDefault(Act.JOIN, 0L),
                counts.getOrDefault(Act.QUIT, 0L),
                counts.getOrDefault(Act.DELETE, 0L));
    }

    private List<Planned> plan() {
        SplittableRandom random = new SplittableRandom(seed);
        List<Planned> plan = new ArrayList<>();
        List<String> joins = joinStates == null ? List.of() : joinStates;
        for (int customer = 0; customer < customers; customer++) {
            int minute = random.nextInt(MINUTES);
            plan.add(new Planned(minute, customer, Act.SCAN, states.get(random.nextInt(states.size()))));
            if (random.nextDouble() < CHATS) {
                plan.add(new Planned(minute + 5, customer, Act.CHAT, ""));
            }
            if (random.nextDouble() < JOINS && !joins.isEmpty()) {
                plan.add(new Planned(minute + 10, customer, Act.JOIN, joins.get(random.nextInt(joins.size()))));
                if (random.nextDouble() < QUITS) {
                    plan.add(new Planned(minute + 60, customer, Act.QUIT, ""));
                }
            }
            if (random.nextDouble() < DELETES) {
                plan.add(new Planned(minute + 90, customer, Act.DELETE, ""));
            }
        }
        // The sort is stable: at the same minute who came first acts first.
        plan.sort(Comparator.comparingInt(Planned::minute));
        return plan;
    }
}
