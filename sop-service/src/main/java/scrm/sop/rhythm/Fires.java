package scrm.sop.rhythm;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.sop.plan.PlanId;

/** When plans enrol next, and every time at which they were to. */
interface Fires {
    /** Sets when a plan enrols next. */
    void expect(Next next);

    /** A plan enrols no more by itself. */
    void forget(CorpId corpId, PlanId planId);

    /** One whose time has come, locked, unless others have it locked. */
    Optional<Next> due(Instant now);

    /** Writes down what became of times; of those that are there already nothing changes. */
    void add(List<Fire> fires, Instant now);

    /** The newest first. */
    List<Fire> list(CorpId corpId, PlanId planId, Fire.@Nullable State state, @Nullable Long before, int limit);

    /** Of a plan's times that somebody is asked about, the newest first, locked. */
    List<Fire> asked(CorpId corpId, PlanId planId, int limit);

    void answer(CorpId corpId, List<Fire> fires, Fire.State state);

    /** When a plan enrols next, by which version. */
    record Next(CorpId corpId, PlanId planId, int planVersion, Instant at) {}
}
