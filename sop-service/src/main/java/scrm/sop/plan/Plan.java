package scrm.sop.plan;

import java.time.Instant;

import scrm.events.CorpId;
import scrm.sop.definition.PlanDefinition;

/**
 * A plan (SOP): a draft that is edited, and the version that runs.
 *
 * @param id its id
 * @param corpId its corp
 * @param name unique in the corp
 * @param status whether it runs
 * @param draft what the next version will be
 * @param publishedVersion the version that takes contacts; 0 before the first
 * @param version counts edits
 * @param createdAt when it was made
 * @param updatedAt when it was last edited
 */
record Plan(
        PlanId id,
        CorpId corpId,
        String name,
        Status status,
        PlanDefinition draft,
        int publishedVersion,
        int version,
        Instant createdAt,
        Instant updatedAt) {
    /** Whether it runs. */
    enum Status {
        /** Was never published. */
        DRAFT,
        /** Takes contacts and says what is due. */
        ACTIVE,
        /** Takes nobody and says nothing; what comes due meanwhile is said when it goes on. */
        PAUSED
    }
}
