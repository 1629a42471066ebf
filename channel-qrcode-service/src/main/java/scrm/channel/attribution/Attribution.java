package scrm.channel.attribution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

import scrm.channel.attribution.Touch.Source;
import scrm.events.State;

/**
 * Where a member's contact came from, as it is shown.
 *
 * @param id its id
 * @param pair whom it is about
 * @param relation how things stand between the two
 * @param relationAt since when
 * @param first the first touch, which never changes
 * @param last the last touch; the first while there is no other
 * @param lostAt the loss that is charged to the first touch
 */
record Attribution(
        AttributionId id,
        Pair pair,
        History.Relation relation,
        @Nullable Instant relationAt,
        @Nullable Arrival first,
        @Nullable Arrival last,
        @Nullable Instant lostAt) {
    /**
     * One coming of the contact.
     *
     * @param at when they became friends
     * @param state what came back
     * @param source absent: without a live code of ours
     */
    record Arrival(
            Instant at, @Nullable State state, @Nullable Source source) {}
}
