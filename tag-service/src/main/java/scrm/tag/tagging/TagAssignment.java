package scrm.tag.tagging;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.UserId;

/**
 * A decision to set or take away a tag.
 *
 * @param id grows with time; 0 before it is stored
 * @param userId the member
 * @param externalUserId the contact
 * @param change what to do
 * @param tagId the tag; absent until the tag of the names exists
 * @param groupName of the tag, if it was wanted by name
 * @param tagName of the tag, if it was wanted by name
 * @param source why, {@code LIVE_CODE:<id>}, {@code RULE:<id>:<version>}, {@code SURVEY:<id>:<answer>}, {@code GROWTH},
 *     {@code SOP:<plan>:<version>}, {@code IMPORT:<bulk tagging>}, {@code PERSON:<sub>}, {@code EXPIRY:<assignment>} or
 *     {@code WECOM}
 * @param actor who: a service, or a token's subject
 * @param state how it stands
 * @param errcode WeCom's reason, if it refused
 * @param requestedAt when it was decided
 * @param settledAt when it was settled
 * @param expiresAt when a tag that was set is taken away again
 * @param traceId the trace in which it was decided
 */
record TagAssignment(
        long id,
        UserId userId,
        ExternalUserId externalUserId,
        Change change,
        @Nullable TagId tagId,
        @Nullable String groupName,
        @Nullable String tagName,
        String source,
        String actor,
        State state,
        @Nullable Integer errcode,
        Instant requestedAt,
        @Nullable Instant settledAt,
        @Nullable Instant expiresAt,
        @Nullable String traceId) {
    /** The source of what somebody did in WeCom's own client or console. */
    static final String WECOM = "WECOM";

    /** The same as it is stored. */
    TagAssignment numbered(long newId) {
        return new TagAssignment(
                newId,
                userId,
                externalUserId,
                change,
                tagId,
                groupName,
                tagName,
                source,
                actor,
                state,
                errcode,
                requestedAt,
                settledAt,
                expiresAt,
                traceId);
    }

    /** That another tag of the exclusive group went with the call that set this one. */
    TagAssignment displacing(TagId other, Instant at) {
        return new TagAssignment(
                0,
                userId,
                externalUserId,
                Change.REMOVE,
                other,
                null,
                null,
                source,
                actor,
                State.APPLIED,
                null,
                requestedAt,
                at,
                null,
                traceId);
    }

    /** What to do with the tag. */
    enum Change {
        ADD,
        REMOVE
    }

    /** How it stands. */
    enum State {
        /** Decided, not yet in WeCom. */
        PENDING,
        /** WeCom holds it so. */
        APPLIED,
        /** A later decision about the same tag came before WeCom was told. */
        SUPERSEDED,
        /** WeCom refused. */
        REJECTED
    }
}
