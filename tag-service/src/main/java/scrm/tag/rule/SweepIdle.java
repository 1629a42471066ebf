package scrm.tag.rule;

import java.time.Instant;

import scrm.events.CorpId;
import scrm.messaging.WorkRequest;

/**
 * Look for contacts that a rule finds idle. One piece of work per rule; what does it asks for it again as long as the
 * rule fires.
 *
 * @param ruleId the rule
 */
public record SweepIdle(long ruleId) {
    public static final String KIND = "rule-idle";

    /** The work, once after the last word. */
    public static WorkRequest request(CorpId corpId, long ruleId, Instant dueAt) {
        return WorkRequest.refresh(KIND, corpId, String.valueOf(ruleId), new SweepIdle(ruleId), dueAt);
    }
}
