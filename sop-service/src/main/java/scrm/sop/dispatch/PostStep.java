package scrm.sop.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.sop.definition.Action;
import scrm.sop.definition.Action.Post;
import scrm.sop.due.DueStep;
import scrm.sop.due.SettleSteps;
import scrm.sop.moment.AskForMoment;
import scrm.sop.plan.PlanId;

/**
 * Has members asked to publish what a plan wants: one moment for all who publish the same by the same step. The step is
 * done once they are asked; who published is told by the moment.
 */
@Service
class PostStep implements StepKind {
    private final AskForMoment askForMoment;
    private final SettleSteps settleSteps;

    PostStep(AskForMoment askForMoment, SettleSteps settleSteps) {
        this.askForMoment = askForMoment;
        this.settleSteps = settleSteps;
    }

    /** What members are to publish by one step. */
    private record Posted(CorpId corpId, PlanId planId, int planVersion, String key, int way, Post post) {
        static Posted by(Ready ready) {
            DueStep step = ready.step();
            return new Posted(
                    step.corpId(), step.planId(), step.planVersion(), step.key(), ready.way(), (Post) ready.action());
        }

        String mergeKey() {
            return "plan:" + planId + ":" + planVersion + ":" + key + ":" + way;
        }
    }

    @Override
    public Class<? extends Action> action() {
        return Post.class;
    }

    @Override
    public void dispatch(List<Ready> ready, Instant now) {
        Map<Posted, List<DueStep>> together = new LinkedHashMap<>();
        for (Ready each : ready) {
            together.computeIfAbsent(Posted.by(each), _ -> new ArrayList<>()).add(each.step());
        }
        together.forEach((posted, due) -> {
            askForMoment.gather(
                    posted.corpId(),
                    posted.mergeKey(),
                    posted.post().content(),
                    posted.post().tagIds(),
                    due.stream().map(DueStep::userId).distinct().toList());
            settleSteps.done(due);
        });
    }
}
