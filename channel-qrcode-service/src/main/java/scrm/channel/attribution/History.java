package scrm.channel.attribution;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import scrm.channel.attribution.Touch.Kind;
import scrm.channel.attribution.Touch.Source;
import scrm.events.State;

/**
 * What the touches of one member and contact add up to. It is a function of which touches there were, not of the order
 * in which they arrived: callbacks come late, twice and shuffled, and every order must end in the same attribution.
 *
 * @param relation how things stand between the two
 * @param relationAt since when; null if nothing was heard
 * @param acquisitions every full add, the oldest first: the first is the first touch, the last the last touch
 * @param lostAt the first loss after the first acquisition; later ones are charged to nobody
 */
record History(
        Relation relation,
        @Nullable Instant relationAt,
        List<Acquisition> acquisitions,
        @Nullable Instant lostAt) {
    private static final Duration MOMENT = Duration.ofMinutes(1);

    History {
        acquisitions = List.copyOf(acquisitions);
    }

    /** How things stand between member and contact. */
    enum Relation {
        NONE,
        HALF_ADDED,
        ADDED,
        LOST,
        TRANSFERRED
    }

    /**
     * A full add and where it came from.
     *
     * @param touch the add
     * @param state its own state, else that of the half-add which it completes
     * @param source its live code; null for contacts who came otherwise
     */
    record Acquisition(
            Touch touch, @Nullable State state, @Nullable Source source) {
        /** Whether both tell of the same add: a callback that comes after all stands for what was repaired. */
        boolean sameAs(Acquisition other) {
            return touch.eventId().equals(other.touch.eventId())
                    || (other.touch.kind() == Kind.REPAIRED && source != null && source.isSameCode(other.source));
        }
    }

    static History of(Collection<Touch> touches) {
        Relation relation = Relation.NONE;
        Instant relationAt = null;
        Instant lostAt = null;
        Touch halfAdd = null;
        List<Acquisition> acquisitions = new ArrayList<>();
        for (Touch touch : touches.stream().sorted(Touch.IN_ORDER).toList()) {
            Relation before = relation;
            switch (touch.kind()) {
                case HALF_ADDED -> {
                    halfAdd = touch;
                    relation = before == Relation.ADDED ? Relation.ADDED : Relation.HALF_ADDED;
                }
                case ADDED, REPAIRED -> {
                    relation = Relation.ADDED;
                    // A repair that a callback had forestalled tells nothing new, and a late callback replaces it.
                    if (touch.kind() == Kind.ADDED && before == Relation.ADDED && isRepair(acquisitions, touch)) {
                        acquisitions.removeLast();
                    }
                    if (touch.kind() == Kind.ADDED || before != Relation.ADDED) {
                        acquisitions.add(acquisition(touch, halfAdd));
                    }
                    halfAdd = null;
                }
                case LOST -> {
                    relation = Relation.LOST;
                    halfAdd = null;
                    if (lostAt == null && !acquisitions.isEmpty()) {
                        lostAt = touch.at();
                    }
                }
                case FOUND_LOST -> {
                    if (before == Relation.ADDED) {
                        relation = Relation.LOST;
                        halfAdd = null;
                        lostAt = lostAt == null ? touch.at() : lostAt;
                    }
                }
                case TRANSFERRED -> {
                    relation = Relation.TRANSFERRED;
                    halfAdd = null;
                }
            }
            if (relation != before || relationAt == null) {
                relationAt = touch.at();
            }
        }
        return new History(relation, relationAt, acquisitions, lostAt);
    }

    /**
     * Whether the latest acquisition is what a pull found of this very add: WeCom's contact detail and its callback may
     * differ by a moment.
     */
    private static boolean isRepair(List<Acquisition> acquisitions, Touch add) {
        return !acquisitions.isEmpty()
                && acquisitions.getLast().touch().kind() == Kind.REPAIRED
                && !acquisitions.getLast().touch().at().isBefore(add.at().minus(MOMENT));
    }

    /** Whether what a pull found is not told by these touches already. */
    boolean lacks(Touch found) {
        return switch (found.kind()) {
            // An add that is older than the end we heard of is the one that ended.
            case REPAIRED ->
                relation != Relation.ADDED
                        && (acquisitions.isEmpty()
                                || (relationAt != null && found.at().isAfter(relationAt)));
            case FOUND_LOST ->
                relation == Relation.ADDED
                        && acquisitions.stream()
                                .allMatch(known -> known.touch().at().isBefore(found.at()));
            default -> true;
        };
    }

    Optional<Acquisition> first() {
        return acquisitions.isEmpty() ? Optional.empty() : Optional.of(acquisitions.getFirst());
    }

    Optional<Acquisition> last() {
        return acquisitions.isEmpty() ? Optional.empty() : Optional.of(acquisitions.getLast());
    }

    /** Whether both began at the same time by the same live code, or not at all. */
    boolean beginsLike(History other) {
        return first().map(first -> first.touch().at())
                        .equals(other.first().map(first -> first.touch().at()))
                && first().map(Acquisition::source).equals(other.first().map(Acquisition::source));
    }

    /**
     * Acquisitions by a live code that the other history does not tell of; one that it has without a code is not told
     * yet, for the half-add that brings the code may come after its add.
     */
    List<Acquisition> attributedSince(History before) {
        return attributed()
                .filter(acquisition -> before.attributed().noneMatch(acquisition::sameAs))
                .toList();
    }

    private Stream<Acquisition> attributed() {
        return acquisitions.stream().filter(acquisition -> acquisition.source() != null);
    }

    /** Whether somebody was lost whom a live code had brought. */
    boolean hasLostAttributed() {
        return lostAt != null && first().map(Acquisition::source).isPresent();
    }

    /** The add's own code, else that of the half-add which it completes. */
    private static Acquisition acquisition(Touch add, @Nullable Touch halfAdd) {
        if (add.source() == null && halfAdd != null && halfAdd.source() != null) {
            return new Acquisition(add, halfAdd.state(), halfAdd.source());
        }
        return new Acquisition(add, add.state(), add.source());
    }
}
