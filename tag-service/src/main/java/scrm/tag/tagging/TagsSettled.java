package scrm.tag.tagging;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.UserId;

/**
 * What became of decisions about one relation's tags, and what somebody did to them in WeCom; told inside the process,
 * in the transaction that takes it down.
 *
 * @param userId the member
 * @param externalUserId the contact
 * @param outcomes one for each decision
 */
public record TagsSettled(CorpId corpId, UserId userId, ExternalUserId externalUserId, List<Outcome> outcomes) {
    public TagsSettled {
        outcomes = List.copyOf(outcomes);
    }

    /**
     * What became of one decision.
     *
     * @param assignmentId the decision; 0 if nobody decided it with us
     * @param tagId the tag
     * @param added whether it was to be set; else to be taken away
     * @param result how it went
     * @param errcode WeCom's reason, if it refused
     * @param source why it was decided
     * @param expiresAt when a tag that was set is to be taken away again
     */
    public record Outcome(
            long assignmentId,
            TagId tagId,
            boolean added,
            Result result,
            @Nullable Integer errcode,
            String source,
            @Nullable Instant expiresAt) {}

    /** How a decision went. */
    public enum Result {
        /** WeCom holds it so, and did not before. */
        CHANGED,
        /** It was so already. */
        UNCHANGED,
        /** Another decision took its place before WeCom was told. */
        SUPERSEDED,
        /** WeCom refused, or the tag is gone. */
        REJECTED
    }
}
