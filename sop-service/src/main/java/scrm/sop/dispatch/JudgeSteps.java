package scrm.sop.dispatch;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Service;

import scrm.sop.definition.Misfire;
import scrm.sop.due.DueStep;
import scrm.sop.due.DueSteps.Standing;
import scrm.sop.plan.RunningPlans;

/** Says what is to become of steps by what their plans say about being late, and counts how late they are. */
@Service
class JudgeSteps {
    private final RunningPlans plans;
    private final MeterRegistry meters;

    JudgeSteps(RunningPlans plans, MeterRegistry meters) {
        this.plans = plans;
        this.meters = meters;
    }

    Map<Fate, List<DueStep>> judge(List<Standing> taken, Instant now) {
        Map<Fate, List<DueStep>> fates = new EnumMap<>(Fate.class);
        for (Standing standing : taken) {
            DueStep step = standing.step();
            Misfire misfire = plans.version(step.corpId(), step.planId(), step.planVersion())
                    .definition()
                    .misfire();
            Fate fate = Fate.of(standing, misfire, now);
            fates.computeIfAbsent(fate, _ -> new ArrayList<>()).add(step);
            count(standing, misfire, fate, now);
        }
        return fates;
    }

    private void count(Standing standing, Misfire misfire, Fate fate, Instant now) {
        if (fate == Fate.DO) {
            meters.timer("scrm.due.lateness")
                    .record(Duration.between(standing.step().dueAt(), now));
        }
        if (standing.answer() == null && Fate.isMissed(standing, misfire, now)) {
            String policy = misfire.policy().name().toLowerCase(Locale.ROOT);
            meters.counter("scrm.due.missed", "policy", policy).increment();
        }
    }
}
