package scrm.sop.enrolment;

import java.util.List;
import org.springframework.stereotype.Component;

import scrm.messaging.job.JobHandler;
import scrm.sop.plan.PlanId;
import scrm.sop.plan.PlanPublished.Running;

/** Goes through those who are in earlier versions of a plan. */
@Component
class ChangeVersionWorker implements JobHandler<ChangeVersionWorker.Change> {
    static final String KIND = "plan-version";

    private static final int PAGE = 200;

    private final ChangeVersion changeVersion;

    ChangeVersionWorker(ChangeVersion changeVersion) {
        this.changeVersion = changeVersion;
    }

    /**
     * @param version the new one
     * @param running what becomes of those in earlier ones
     */
    record Change(long planId, int version, Running running) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Change> parametersType() {
        return Change.class;
    }

    @Override
    public Slice next(Position<Change> position) {
        Change change = position.parameters();
        PlanId planId = new PlanId(change.planId());
        int left = changeVersion.left(position.corpId(), planId, change.version(), PAGE);
        if (left == 0) {
            return Slice.last(0, List.of());
        }
        return Slice.upTo("", left, List.of())
                .with(() -> changeVersion.next(position.corpId(), planId, change.version(), change.running(), PAGE));
    }
}
