package scrm.sop.due;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

import scrm.sop.due.StepKind.Ready;

/**
 * Makes steps ready that are to be done: which way each goes, what exactly it says to whom, and whether its receiver
 * may get that now. A step that is not done, or not yet, is settled or put off here.
 */
@Service
class ReadySteps {
    private final ChooseWays chooseWays;
    private final WordSteps wordSteps;
    private final AdmitSteps admitSteps;
    private final SettleSteps settleSteps;

    ReadySteps(ChooseWays chooseWays, WordSteps wordSteps, AdmitSteps admitSteps, SettleSteps settleSteps) {
        this.chooseWays = chooseWays;
        this.wordSteps = wordSteps;
        this.admitSteps = admitSteps;
        this.settleSteps = settleSteps;
    }

    /** Returns those that are to be handed over now, by what they do. */
    Map<Class<?>, List<Ready>> ready(List<DueStep> steps, Instant now) {
        ChooseWays.Chosen chosen = chooseWays.choose(steps);
        settleSteps.skipped(chosen.without(), "CONDITIONS_NOT_MET");
        Map<Class<?>, List<Ready>> ready = new LinkedHashMap<>();
        for (Ready each : admitSteps.admit(wordSteps.word(chosen.ready(), now))) {
            ready.computeIfAbsent(each.action().getClass(), _ -> new ArrayList<>())
                    .add(each);
        }
        return ready;
    }
}
