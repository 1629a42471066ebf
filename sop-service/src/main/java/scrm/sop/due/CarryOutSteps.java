package scrm.sop.due;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

import scrm.sop.due.DueSteps.Standing;
import scrm.sop.due.StepKind.Ready;
import scrm.sop.plan.Action;

/** Does with each step whose time has come what is to become of it, in the running transaction. */
@Service
class CarryOutSteps {
    private final DueSteps steps;
    private final Map<Class<? extends Action>, StepKind> kinds;
    private final JudgeSteps judgeSteps;
    private final ChooseWays chooseWays;
    private final AdmitSteps admitSteps;
    private final SettleSteps settleSteps;

    CarryOutSteps(
            DueSteps steps,
            List<StepKind> kinds,
            JudgeSteps judgeSteps,
            ChooseWays chooseWays,
            AdmitSteps admitSteps,
            SettleSteps settleSteps) {
        this.steps = steps;
        this.kinds = kinds.stream().collect(Collectors.toMap(StepKind::action, kind -> kind));
        this.judgeSteps = judgeSteps;
        this.chooseWays = chooseWays;
        this.admitSteps = admitSteps;
        this.settleSteps = settleSteps;
    }

    void carryOut(List<Standing> taken, Instant now) {
        judgeSteps.judge(taken, now).forEach((fate, some) -> meet(fate, some, now));
    }

    private void meet(Fate fate, List<DueStep> some, Instant now) {
        switch (fate) {
            case DO -> carryOutWanted(some, now);
            case UNWANTED -> settleSteps.skipped(some, ScheduleSteps.ENROLMENT_ENDED);
            case WAIT -> steps.hold(ids(some), DueStep.State.HELD);
            case ASK -> steps.hold(ids(some), DueStep.State.ASKED);
            case MISSED -> settleSteps.skipped(some, "MISSED");
        }
    }

    private void carryOutWanted(List<DueStep> some, Instant now) {
        ChooseWays.Chosen chosen = chooseWays.choose(some);
        settleSteps.skipped(chosen.without(), "CONDITIONS_NOT_MET");
        Map<Class<?>, List<Ready>> ready = new LinkedHashMap<>();
        for (Ready each : chosen.ready()) {
            ready.computeIfAbsent(each.action().getClass(), _ -> new ArrayList<>())
                    .add(each);
        }
        ready.forEach((action, all) -> Objects.requireNonNull(kinds.get(action)).dispatch(admitSteps.admit(all), now));
    }

    private static List<DueStepId> ids(List<DueStep> some) {
        return some.stream().map(DueStep::id).toList();
    }
}
