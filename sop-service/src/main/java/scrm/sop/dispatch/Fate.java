package scrm.sop.dispatch;

import java.time.Duration;
import java.time.Instant;

import scrm.sop.definition.Misfire;
import scrm.sop.due.DueSteps.LateAnswer;
import scrm.sop.due.DueSteps.Standing;

/** What is to become of a step whose time has come. */
enum Fate {
    DO,
    /** Its enrolment has ended. */
    UNWANTED,
    /** Its plan is paused. */
    WAIT,
    /** Somebody has to say whether it is done so late. */
    ASK,
    /** It is too late for it. */
    MISSED;

    static Fate of(Standing standing, Misfire misfire, Instant now) {
        if (!standing.enrolmentActive()) {
            return UNWANTED;
        }
        if (!standing.planActive()) {
            return WAIT;
        }
        if (!isMissed(standing, misfire, now)) {
            return DO;
        }
        LateAnswer answer = standing.answer();
        if (answer != null) {
            return answer == LateAnswer.RUN ? DO : MISSED;
        }
        return switch (misfire.policy()) {
            case RUN -> DO;
            case SKIP -> MISSED;
            case ASK -> ASK;
        };
    }

    /**
     * Whether it is later than the plan puts up with, for whatever reason: nobody was there, or the plan was paused.
     */
    static boolean isMissed(Standing standing, Misfire misfire, Instant now) {
        return Duration.between(standing.step().dueAt(), now).compareTo(misfire.tolerance()) > 0;
    }
}
