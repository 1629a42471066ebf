package scrm.group.member;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

import scrm.group.member.Spell.Quit;

/**
 * All stays of one member in one group, oldest first; at most the last one is open.
 *
 * <p>What callbacks tell are facts, whatever order they come in: a late joining fills the gap before a quit that came
 * first, a late quit replaces one that was inferred. So the same set of callbacks gives the same history, shuffled or
 * not. Readings add what callbacks do not tell, and what they missed; what they merely suggest gives way to what is
 * told.
 */
record MemberHistory(List<Spell> spells) {
    static final MemberHistory NONE = new MemberHistory(List.of());

    /** A reading's join time and the callback's may differ by this much and mean the same. */
    private static final Duration SAME = Duration.ofSeconds(2);

    /** By how much a reading may lag behind callbacks. */
    static final Duration LAG = Duration.ofSeconds(10);

    MemberHistory {
        spells = List.copyOf(spells);
    }

    boolean open() {
        return !spells.isEmpty() && spells.getLast().open();
    }

    /**
     * A callback tells that the member joined.
     *
     * @param next whether nothing is missing between what we know and this: then a member who is out comes in, even if
     *     it did so before in the same second
     */
    MemberHistory joined(Instant at, boolean next) {
        if (next && !open()) {
            return plus(Spell.told(at, null));
        }
        int same = indexOfJoin(at);
        if (same >= 0) {
            return spells.get(same).joinTold() ? this : replaced(same, spell -> spell.withJoinTold(at));
        }
        int after = firstFrom(at);
        int before = after - 1;
        if (before >= 0 && covers(spells.get(before), at)) {
            // A quit in between is missing, or late: then it will say when.
            Spell split = spells.get(before);
            return replaced(before, spell -> spell.withQuit(Quit.inferred(at))).plus(Spell.told(at, split.quit()));
        }
        if (after < spells.size() && spells.get(after).joinedAt() == null) {
            return replaced(after, spell -> spell.withJoinTold(at));
        }
        return after == spells.size()
                ? plus(Spell.told(at, null))
                : plus(Spell.told(at, Quit.inferred(spells.get(after).position())));
    }

    /** A callback tells that the member quit. */
    MemberHistory quit(Quit told) {
        int index = lastJoinedUntil(told.at());
        if (index < 0) {
            boolean known = spells.stream().anyMatch(spell -> spell.joinedAt() == null && told.equals(spell.quit()));
            return known ? this : plus(Spell.endOnly(told));
        }
        Spell spell = spells.get(index);
        Quit held = spell.quit();
        if (held == null || !held.told()) {
            return replaced(index, s -> s.withQuit(told));
        }
        int order = told.at().compareTo(held.at());
        if (order == 0) {
            return this;
        }
        boolean known = spells.stream()
                .anyMatch(s ->
                        s.quit() != null && s.quit().told() && s.quit().at().equals(told.at()));
        if (known) {
            return this;
        }
        // Two quits of one stay: a joining between them is missing, or late.
        return order > 0
                ? plus(Spell.endOnly(told))
                : replaced(index, s -> s.withQuit(told)).plus(Spell.endOnly(held));
    }

    /** A reading that began at a time shows the member. */
    MemberHistory present(Instant joinTime, JoinDetail detail, Instant readAt) {
        if (spells.isEmpty()) {
            return plus(Spell.read(joinTime, detail));
        }
        int last = spells.size() - 1;
        Spell spell = spells.getLast();
        Quit quit = spell.quit();
        if (quit == null) {
            boolean again = spell.joinedAt() != null
                    && joinTime.isAfter(spell.joinedAt().plus(SAME));
            return again
                    ? replaced(last, s -> s.withQuit(Quit.inferred(joinTime))).plus(Spell.read(joinTime, detail))
                    : replaced(last, s -> s.withDetail(detail));
        }
        if (!quit.told() && !joinTime.isAfter(quit.at())) {
            return replaced(last, s -> s.withQuit(null).withDetail(detail));
        }
        // A member who is in came after it went, whatever the two clocks say.
        return contradicts(joinTime, readAt)
                ? this
                : plus(Spell.read(joinTime.isBefore(quit.at()) ? quit.at() : joinTime, detail));
    }

    /** A reading that began at a time does not show the member. */
    MemberHistory absent(Instant readAt) {
        return !open() || justJoined(readAt)
                ? this
                : replaced(spells.size() - 1, spell -> spell.withQuit(Quit.inferred(readAt)));
    }

    /** The group has ended, and with it the stay. */
    MemberHistory ended(Instant at) {
        if (!open()) {
            return this;
        }
        Instant joinedAt = spells.getLast().position();
        return replaced(
                spells.size() - 1, spell -> spell.withQuit(Quit.inferred(joinedAt.isAfter(at) ? joinedAt : at)));
    }

    /**
     * Whether a reading that shows the member comes too soon after a quit, or one that does not too soon after a
     * joining, to be sure that it does not lag; then it must be read again.
     */
    boolean tooSoon(boolean present, Instant joinTime, Instant readAt) {
        return present ? contradicts(joinTime, readAt) : justJoined(readAt);
    }

    private boolean contradicts(Instant joinTime, Instant readAt) {
        Quit quit = spells.isEmpty() ? null : spells.getLast().quit();
        return quit != null
                && quit.told()
                && !joinTime.isAfter(quit.at())
                && quit.at().isAfter(readAt.minus(LAG));
    }

    private boolean justJoined(Instant readAt) {
        return open()
                && spells.getLast().joinTold()
                && spells.getLast().position().isAfter(readAt.minus(LAG));
    }

    private int indexOfJoin(Instant at) {
        for (int i = 0; i < spells.size(); i++) {
            Spell spell = spells.get(i);
            Instant joinedAt = spell.joinedAt();
            if (joinedAt != null
                    && (spell.joinTold()
                            ? joinedAt.equals(at)
                            : Duration.between(joinedAt, at).abs().compareTo(SAME) <= 0)) {
                return i;
            }
        }
        return -1;
    }

    /** The first stay that stands at or after a time. */
    private int firstFrom(Instant at) {
        int i = 0;
        while (i < spells.size() && spells.get(i).position().isBefore(at)) {
            i++;
        }
        return i;
    }

    private int lastJoinedUntil(Instant at) {
        for (int i = spells.size() - 1; i >= 0; i--) {
            Instant joinedAt = spells.get(i).joinedAt();
            if (joinedAt != null && !joinedAt.isAfter(at)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean covers(Spell spell, Instant at) {
        return spell.joinedAt() != null
                && (spell.quit() == null || spell.quit().at().isAfter(at));
    }

    private MemberHistory replaced(int index, UnaryOperator<Spell> change) {
        List<Spell> changed = new ArrayList<>(spells);
        changed.set(index, change.apply(changed.get(index)));
        return new MemberHistory(changed);
    }

    private MemberHistory plus(Spell spell) {
        List<Spell> changed = new ArrayList<>(spells);
        changed.add(spell);
        // Stable: of two in one second the one that came to light later stays behind.
        changed.sort(Comparator.comparing(Spell::position));
        return new MemberHistory(changed);
    }
}
