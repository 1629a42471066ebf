package scrm.group.activity;

import java.time.Instant;

import scrm.events.CorpId;
import scrm.messaging.WorkRequest;

/**
 * Work: what is known of a corp's groups that are due is to be computed anew. News and what time brings ask for it each
 * by a row of its own, so that neither puts off the other.
 */
public record LookAtGroups() {
    public static final String KIND = "group-health";

    /** Something was recorded. */
    static WorkRequest news(CorpId corpId, Instant dueAt) {
        return WorkRequest.refresh(KIND, corpId, "news", new LookAtGroups(), dueAt);
    }

    /** Time will have changed something. */
    public static WorkRequest later(CorpId corpId, Instant dueAt) {
        return WorkRequest.refresh(KIND, corpId, "later", new LookAtGroups(), dueAt);
    }
}
