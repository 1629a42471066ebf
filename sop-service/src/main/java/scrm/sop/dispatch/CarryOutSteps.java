package scrm.sop.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

import scrm.events.ExternalUserId;
import scrm.sop.definition.Action;
import scrm.sop.dispatch.SegmentAnswers.Segment;
import scrm.sop.dispatch.StepKind.Ready;
import scrm.sop.due.DueStep;
import scrm.sop.due.DueStepId;
import scrm.sop.due.DueSteps.Standing;
import scrm.sop.due.PutOffSteps;
import scrm.sop.due.PutOffSteps.PutOff;
import scrm.sop.due.SettleSteps;

/** Does with each step whose time has come what is to become of it, in the running transaction. */
@Service
class CarryOutSteps {
    /** How long a service that is away is left alone. */
    private static final Duration UNTIL_MENDED = Duration.ofSeconds(15);

    private final Map<Class<? extends Action>, StepKind> kinds;
    private final JudgeSteps judgeSteps;
    private final ChooseWays chooseWays;
    private final ReadySteps readySteps;
    private final PutOffSteps putOffSteps;
    private final SettleSteps settleSteps;

    CarryOutSteps(
            List<StepKind> kinds,
            JudgeSteps judgeSteps,
            ChooseWays chooseWays,
            ReadySteps readySteps,
            PutOffSteps putOffSteps,
            SettleSteps settleSteps) {
        this.kinds = kinds.stream().collect(Collectors.toMap(StepKind::action, kind -> kind));
        this.judgeSteps = judgeSteps;
        this.chooseWays = chooseWays;
        this.readySteps = readySteps;
        this.putOffSteps = putOffSteps;
        this.settleSteps = settleSteps;
    }

    /** @return what has to be asked before those can be judged that stay as they are */
    Map<Segment, Set<ExternalUserId>> carryOut(List<Standing> taken, SegmentAnswers segments, Instant now) {
        Map<Fate, List<DueStep>> fates = judgeSteps.judge(taken, now);
        fates.forEach(this::meet);
        return carryOutWanted(fates.getOrDefault(Fate.DO, List.of()), segments, now);
    }

    private void meet(Fate fate, List<DueStep> some) {
        switch (fate) {
            case DO -> {}
            case UNWANTED -> settleSteps.skipped(some, DueStep.ENROLMENT_ENDED);
            case WAIT -> putOffSteps.hold(ids(some), DueStep.State.HELD);
            case ASK -> putOffSteps.hold(ids(some), DueStep.State.ASKED);
            case MISSED -> settleSteps.skipped(some, "MISSED");
        }
    }

    private Map<Segment, Set<ExternalUserId>> carryOutWanted(List<DueStep> some, SegmentAnswers segments, Instant now) {
        ChooseWays.Chosen chosen = chooseWays.choose(some, segments);
        settleSteps.skipped(chosen.without(), "CONDITIONS_NOT_MET");
        settleSteps.skipped(chosen.gone(), "SEGMENT_GONE");
        putOffSteps.putOff(chosen.unavailable().stream()
                .map(step -> new PutOff(step.id(), now.plus(UNTIL_MENDED), "SEGMENTS_UNAVAILABLE"))
                .toList());
        Map<Class<?>, List<Ready>> ready = new LinkedHashMap<>();
        for (Ready each : readySteps.ready(chosen.ready(), now)) {
            ready.computeIfAbsent(each.action().getClass(), _ -> new ArrayList<>())
                    .add(each);
        }
        ready.forEach((action, all) -> Objects.requireNonNull(kinds.get(action)).dispatch(all, now));
        return chosen.open();
    }

    private static List<DueStepId> ids(List<DueStep> some) {
        return some.stream().map(DueStep::id).toList();
    }
}
