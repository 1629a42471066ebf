package scrm.tag.bulk;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.rest.FieldProblem;

/**
 * One contact that a bulk tagging was asked for.
 *
 * @param n the row of a file, the place in a list
 * @param externalUserId the contact; absent if it cannot be read
 * @param userId the member whose relation is meant; absent: all that last
 * @param add tags to be set
 * @param remove tags to be taken away
 * @param state how it stands
 * @param problem what is wrong with it: the field, and the code of the message
 */
record Item(
        int n,
        @Nullable ExternalUserId externalUserId,
        @Nullable UserId userId,
        List<TagId> add,
        List<TagId> remove,
        State state,
        @Nullable Problem problem) {
    Item {
        add = List.copyOf(add);
        remove = List.copyOf(remove);
    }

    /** How an item stands. */
    enum State {
        /** It is to be looked at. */
        READY,
        /** Its row makes no sense. */
        UNREADABLE,
        /** The contact, or its relation to the member, is unknown or over. */
        NOT_FOUND,
        /** All is as it is to be. */
        UNCHANGED,
        /** Tags change; each change tells what became of it. */
        CHANGES,
        /** It would have been taken back, but somebody has decided on it since. */
        KEPT
    }

    /** What is wrong, as in a refusal. */
    record Problem(String field, String code) {}

    static Item ready(
            int n,
            ExternalUserId externalUserId,
            @Nullable UserId userId,
            Collection<TagId> add,
            Collection<TagId> remove) {
        return new Item(n, externalUserId, userId, List.copyOf(add), List.copyOf(remove), State.READY, null);
    }

    static Item unreadable(int n, String field, String code) {
        return new Item(n, null, null, List.of(), List.of(), State.UNREADABLE, new Problem(field, code));
    }

    static Item unreadable(int n, FieldProblem problem) {
        return unreadable(n, problem.field(), problem.code());
    }
}
