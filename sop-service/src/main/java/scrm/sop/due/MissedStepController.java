package scrm.sop.due;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Set;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.rest.RowId;
import scrm.sop.due.AnswerMissedSteps.FailureReason;
import scrm.sop.due.DueStepController.DueStepView;
import scrm.sop.due.DueSteps.LateAnswer;
import scrm.sop.plan.PlanId;

/** What becomes of steps that were missed or failed. */
@RestController
@RequestMapping("/v1/corps/{corpId}")
class MissedStepController {
    private final AnswerMissedSteps answerMissedSteps;

    MissedStepController(AnswerMissedSteps answerMissedSteps) {
        this.answerMissedSteps = answerMissedSteps;
    }

    /** Says of a plan's steps in {@code ASKED} whether they are done although they are late. */
    @PostMapping("/due-steps/answer")
    AffectedSteps answer(@PathVariable CorpId corpId, @Valid @RequestBody AnswerRequest request) {
        return new AffectedSteps(
                answerMissedSteps.answer(corpId, new PlanId(Long.parseLong(request.planId())), request.answer()));
    }

    /**
     * Does a plan's steps again that failed. Steps in doubt ({@code UNKNOWN}) are never repeated, nor are those of
     * targets who were lost or taken out.
     */
    @PostMapping("/plans/{id}/replay")
    AffectedSteps replay(
            @PathVariable CorpId corpId, @PathVariable long id, @Valid @RequestBody ReplayRequest request) {
        return new AffectedSteps(answerMissedSteps.replay(corpId, new PlanId(id), request.reasons()));
    }

    /**
     * Does one step again that failed. Others are 409: a step in doubt is never repeated, nor is one of a target who
     * was lost or taken out.
     */
    @PostMapping("/due-steps/{id}/replay")
    DueStepView replayStep(@PathVariable CorpId corpId, @PathVariable long id) {
        return DueStepView.of(answerMissedSteps.replay(corpId, new DueStepId(id)));
    }

    /** @param answer {@code RUN} or {@code SKIP} */
    record AnswerRequest(
            @NotNull @Pattern(regexp = RowId.PATTERN) String planId,
            @NotNull LateAnswer answer) {}

    /** @param reasons why the steps failed that are done again */
    record ReplayRequest(@NotEmpty Set<@NotNull FailureReason> reasons) {}

    /** @param steps how many will change */
    record AffectedSteps(int steps) {}
}
