package scrm.sop.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.sop.definition.Misfire;
import scrm.sop.definition.Target;
import scrm.sop.due.DueStep;
import scrm.sop.due.DueStepId;
import scrm.sop.due.DueSteps.LateAnswer;
import scrm.sop.due.DueSteps.Standing;
import scrm.sop.enrolment.EnrolmentId;
import scrm.sop.plan.PlanId;

class FateTest {
    private static final Instant DUE = Instant.parse("2026-11-22T02:00:00Z");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "RUN, 0, -, DO",
                "RUN, 120, -, DO",
                "SKIP, 15, -, DO",
                "SKIP, 16, -, MISSED",
                "ASK, 15, -, DO",
                "ASK, 120, -, ASK",
                "ASK, 120, RUN, DO",
                "ASK, 120, SKIP, MISSED",
                "SKIP, 120, RUN, DO",
            })
    void whatIsLateIsDoneLeftOutOrAskedAbout(
            Misfire.Policy policy, int minutesLate, @Nullable LateAnswer answer, Fate fate) {
        assertThat(Fate.of(
                        standing(true, true, answer),
                        new Misfire(policy, Duration.ofMinutes(15)),
                        DUE.plus(Duration.ofMinutes(minutesLate))))
                .isEqualTo(fate);
    }

    @Test
    void whoLeftThePlanGetsNothingEvenIfItIsPaused() {
        assertThat(Fate.of(standing(false, false, null), Misfire.RUN, DUE)).isEqualTo(Fate.UNWANTED);
    }

    @Test
    void aPausedPlanWaits() {
        assertThat(Fate.of(standing(true, false, null), Misfire.RUN, DUE)).isEqualTo(Fate.WAIT);
    }

    private static Standing standing(boolean enrolmentActive, boolean planActive, @Nullable LateAnswer answer) {
        DueStep step = new DueStep(
                new DueStepId(1),
                new CorpId("ww1"),
                new EnrolmentId(1),
                0,
                "1",
                0,
                new PlanId(1),
                1,
                new UserId("zhang"),
                new Target(Target.Kind.CONTACT, "wm1"),
                "",
                DueStep.State.PENDING,
                DUE,
                null,
                null,
                null,
                null,
                null,
                null);
        return new Standing(step, enrolmentActive, planActive, answer);
    }
}
