package scrm.channel.channel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.channel.channel.Channel.Kind;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;

/**
 * Where a channel is to stand in the tree, and what that asks of it: its kind comes after its parent's and before those
 * below it, so that no tree is deeper than there are kinds; its days are days of its parent, and it has those below it.
 *
 * @param above the channels above, nearest first
 * @param below what stands below
 */
record Place(List<Channel> above, List<Level> below) {
    Place {
        above = List.copyOf(above);
        below = List.copyOf(below);
    }

    /**
     * What stands below a channel on one level.
     *
     * @param kind the level
     * @param bounds the earliest and the latest day that any of them names
     */
    record Level(Kind kind, Period bounds) {}

    /**
     * The kind that a channel gets here.
     *
     * @param wanted null: the first that fits, if its present one does not
     * @param present null: none yet
     * @throws InvalidRequest if it cannot have that kind, or none at all
     */
    Kind kind(@Nullable Kind wanted, @Nullable Kind present) {
        List<Kind> fitting = Arrays.stream(Kind.values()).filter(this::fits).toList();
        if (fitting.isEmpty()) {
            throw InvalidRequest.field("parentId", "no_level_left");
        }
        if (wanted != null && !fitting.contains(wanted)) {
            throw InvalidRequest.field(
                    "kind",
                    "not_allowed",
                    String.join(", ", fitting.stream().map(Kind::name).toList()));
        }
        if (wanted != null) {
            return wanted;
        }
        return present != null && fitting.contains(present) ? present : fitting.getFirst();
    }

    private boolean fits(Kind kind) {
        return (above.isEmpty() || above.getFirst().kind().isAbove(kind))
                && below.stream().allMatch(level -> kind.isAbove(level.kind()));
    }

    /** @throws InvalidRequest naming everything that is wrong with it */
    void checkPeriod(Period period) {
        List<FieldProblem> problems = new ArrayList<>(period.problems());
        Period outer = above.stream().map(Channel::period).reduce(Period.ALWAYS, Period::within);
        if (period.from() != null && !outer.has(period.from())) {
            problems.add(new FieldProblem("from", "outside_parent"));
        }
        if (period.until() != null && !outer.has(period.until())) {
            problems.add(new FieldProblem("until", "outside_parent"));
        }
        Period whole = period.within(outer);
        if (below.stream()
                .anyMatch(level -> level.bounds().from() != null
                        && whole.beginsAfter(level.bounds().from()))) {
            problems.add(new FieldProblem("from", "outside_below"));
        }
        if (below.stream()
                .anyMatch(level -> level.bounds().until() != null
                        && whole.endsBefore(level.bounds().until()))) {
            problems.add(new FieldProblem("until", "outside_below"));
        }
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(problems);
        }
    }
}
