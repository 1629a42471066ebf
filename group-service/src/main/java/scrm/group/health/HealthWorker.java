package scrm.group.health;

import org.springframework.stereotype.Component;

import scrm.group.activity.LookAtGroups;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;

/** Has a corp's groups looked at that are due. */
@Component
class HealthWorker implements WorkHandler<LookAtGroups> {
    /** After so many the claim is taken anew: far fewer than its time allows. */
    private static final int LOTS = 20;

    private final EvaluateHealth evaluate;

    HealthWorker(EvaluateHealth evaluate) {
        this.evaluate = evaluate;
    }

    @Override
    public String kind() {
        return LookAtGroups.KIND;
    }

    @Override
    public Class<LookAtGroups> payloadType() {
        return LookAtGroups.class;
    }

    @Override
    public Settlement handle(Work<LookAtGroups> work) {
        for (int lot = 0; lot < LOTS && evaluate.some(work.corpId()); lot++) {}
        return Settlement.done(() -> evaluate.plan(work.corpId()));
    }
}
