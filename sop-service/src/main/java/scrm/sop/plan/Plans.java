package scrm.sop.plan;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.sop.definition.PlanDefinition;
import scrm.sop.material.MaterialId;

/** Every corp's plans and their versions. */
interface Plans {
    /** Adds a draft; empty when another plan has the name. */
    Optional<PlanId> add(CorpId corpId, String name, PlanDefinition draft, Instant now);

    Optional<Plan> find(CorpId corpId, PlanId id);

    /** In the order in which they were made. */
    List<Plan> list(CorpId corpId, Filter filter, @Nullable PlanId after, int limit);

    /** Replaces the draft, if the version is still this one. */
    Edit edit(CorpId corpId, PlanId id, int version, String name, PlanDefinition draft, Instant now);

    /** Makes this its next version and has it take contacts; false if the version is not this one any more. */
    boolean publish(Plan plan, PlanDefinition definition, Instant now);

    /** Changes whether it runs; false if the version is not this one any more. */
    boolean change(CorpId corpId, PlanId id, int version, Plan.Status status, Instant now);

    /** Which versions take contacts now: each plan's newest, unless it is paused. */
    List<VersionId> running(CorpId corpId);

    Optional<PublishedPlan> version(CorpId corpId, VersionId id);

    /** Versions, the newest first, with the time of their publication. */
    List<Publication> versions(CorpId corpId, PlanId id);

    /** Those whose draft or newest version says a material; the newest first. */
    List<Plan> saying(CorpId corpId, MaterialId materialId, int limit);

    /** Names a version. */
    record VersionId(PlanId planId, int version) {}

    record Publication(PublishedPlan plan, Instant publishedAt) {}

    /** What a list is narrowed by; null leaves it wide. */
    record Filter(Plan.@Nullable Status status, @Nullable String name) {}

    /** How an edit went. */
    enum Edit {
        DONE,
        STALE,
        NAME_TAKEN
    }
}
