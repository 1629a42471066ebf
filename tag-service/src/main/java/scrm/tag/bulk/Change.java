package scrm.tag.bulk;

import org.jspecify.annotations.Nullable;

import scrm.tag.tagging.RelationTag;

/**
 * A tag of a relation that changes by a bulk tagging, or would.
 *
 * @param tag the tag and whose it is
 * @param add whether it is set; else taken away
 * @param state how it stands
 * @param errcode WeCom's reason, if it refused
 * @param assignmentId the decision, once it is settled
 */
record Change(
        RelationTag tag,
        boolean add,
        State state,
        @Nullable Integer errcode,
        @Nullable Long assignmentId) {
    /** How a change stands. */
    enum State {
        /** A dry run: it would be made. */
        PLANNED,
        /** WeCom is to be told. */
        ASKED,
        /** WeCom holds it so. */
        CHANGED,
        /** It had become so meanwhile. */
        UNCHANGED,
        /** Another decision took its place meanwhile. */
        SUPERSEDED,
        /** WeCom refused. */
        REJECTED,
        /** It would have been taken back, but somebody has decided on it since. */
        KEPT
    }

    static Change of(RelationTag tag, boolean add, State state) {
        return new Change(tag, add, state, null, null);
    }
}
