package scrm.channel.attribution;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
    History {
        acquisitions = List.copyOf(acquisitions);
    }

    /** How things stand between member and contact. */
    enum Relation {
        NONE,
        HALF_ADDED,
        ADDED,
        LOST,
        TRANSFERRED;

        /** Whether no full add was heard of, so that a repair would tell something new. */
        boolean lacksAdd() {
            return this == NONE || this == HALF_ADDED;
        }
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
                    // A repair that a callback had forestalled tells nothing new.
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

    Optional<Acquisition> first() {
        return acquisitions.isEmpty() ? Optional.empty() : Optional.of(acquisitions.getFirst());
    }

    Optional<Acquisition> last() {
        return acquisitions.isEmpty() ? Optional.empty() : Optional.of(acquisitions.getLast());
    }

    /** Acquisitions by a live code that the other history does not tell of. */
    List<Acquisition> attributedSince(History before) {
        return acquisitions.stream()
                .filter(acquisition -> acquisition.source() != null)
                .filter(acquisition -> before.acquisitions.stream().noneMatch(acquisition::sameAs))
                .toList();
    }

    /** The add's own code, else that of the half-add which it completes. */
    private static Acquisition acquisition(Touch add, @Nullable Touch halfAdd) {
        if (add.source() == null && halfAdd != null && halfAdd.source() != null) {
            return new Acquisition(add, halfAdd.state(), halfAdd.source());
        }
        return new Acquisition(add, add.state(), add.source());
    }
}
