package scrm.sop.tally;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.sop.tally.Followable.Enrolled;

/** The sums, and what is not in them yet. What is given out is locked. */
interface Sums {
    /** For how long what a contact does counts as having followed something. */
    Duration HORIZON = Duration.ofDays(90);

    /** Whether it is this transaction's turn to add; false: somebody else is at it. */
    boolean takeTurn();

    /** Changes the sums. */
    void add(Map<Cell, Long> changes);

    /** Some steps that stand in the sums as something else than what they are. */
    List<ChangedStep> changed(int limit, Function<CorpId, ZoneId> zones);

    /** They stand in the sums as what they are. */
    void counted(Collection<ChangedStep> steps);

    /** Some steps that are gone and stood in the sums; they are forgotten. */
    List<ChangedStep> removed(int limit);

    /** Some enrolments that are not in the sums; from now on they are. */
    List<Enrolled> enrolled(int limit, Function<CorpId, ZoneId> zones);

    /** Takes some of what contacts did that was not counted; returns how many. */
    int takeReactions(int limit);

    /** What is taken followed these. */
    List<Followed> byTakenReactions();

    /** What is taken has been counted. */
    void countedReactions();

    /** What contacts did after these. */
    List<Followed> followed(Followable.Kind kind, Collection<Long> ids);

    /** What stands in the sums as having followed these. */
    List<CountedReaction> countedReactions(Followable.Kind kind, Collection<Long> ids);

    /** Nothing does any more. */
    void forget(Followable.Kind kind, Collection<Long> ids);

    /** From now on this does; of each kind one. */
    void follow(Collection<Followed> firsts);

    /**
     * A step whose standing changed.
     *
     * @param before as what it stands in the sums; null: it does not
     * @param now null: it is gone
     */
    record ChangedStep(
            Standing.Step step,
            @Nullable Standing before,
            @Nullable Standing now) {}

    /** Something that a contact did after something. */
    record Followed(Followable what, Reactions.Kind reaction, Instant happenedAt) {
        /** Whole days in between. */
        int lag() {
            return Math.toIntExact(Duration.between(what.since(), happenedAt).toDays());
        }
    }

    /** @param id of what it followed */
    record CountedReaction(long id, Reactions.Kind reaction, Instant happenedAt, int lag) {}
}
