package scrm.sop.rhythm;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.rest.Answers;
import scrm.rest.Cursor;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.rest.job.JobAnswers;
import scrm.rest.job.JobView;
import scrm.sop.plan.PlanId;

@RestController
@RequestMapping("/v1/corps/{corpId}/plans/{id}")
class FireController {
    private final Fires fires;
    private final KeepTime keepTime;
    private final BackfillPlan backfillPlan;
    private final JobAnswers jobs;

    FireController(Fires fires, KeepTime keepTime, BackfillPlan backfillPlan, JobAnswers jobs) {
        this.fires = fires;
        this.keepTime = keepTime;
        this.backfillPlan = backfillPlan;
        this.jobs = jobs;
    }

    /** Times at which a plan was to enrol, the newest first. */
    @GetMapping("/fires")
    Slice<FireView> list(
            @PathVariable CorpId corpId,
            @PathVariable long id,
            @RequestParam Fire.@Nullable State state,
            PageRequest page) {
        Cursor after = page.after();
        List<Fire> found =
                fires.list(corpId, new PlanId(id), state, after == null ? null : after.number(0), page.fetchSize());
        return Slice.of(found, page, fire -> Cursor.at(fire.id())).map(FireView::of);
    }

    /** Says what becomes of the times that were missed: the newest enrols for all of them, or none does. */
    @PostMapping("/fires/answer")
    AnsweredView answer(
            @PathVariable CorpId corpId, @PathVariable long id, @Valid @RequestBody FiresAnswerRequest request) {
        return new AnsweredView(keepTime.answer(corpId, new PlanId(id), request.answer() == Answer.RUN));
    }

    /** Enrols those who were added before; 409 for a plan with another trigger, or only for some who are added. */
    @PostMapping("/backfill")
    @Answers(HttpStatus.ACCEPTED)
    ResponseEntity<JobView> backfill(
            @PathVariable CorpId corpId, @PathVariable long id, @Valid @RequestBody BackfillRequest request) {
        return jobs.accepted(backfillPlan.start(corpId, new PlanId(id), request.from(), request.until()));
    }

    /**
     * @param from then or after
     * @param until before then
     */
    record BackfillRequest(@NotNull Instant from, @NotNull Instant until) {}

    record FiresAnswerRequest(@NotNull Answer answer) {}

    /** What becomes of times that were missed. */
    enum Answer {
        RUN,
        SKIP
    }

    /** @param fires how many times it was about */
    record AnsweredView(int fires) {}

    record FireView(String id, int planVersion, Instant at, Fire.State state, boolean missed) {
        static FireView of(Fire fire) {
            return new FireView(String.valueOf(fire.id()), fire.planVersion(), fire.at(), fire.state(), fire.missed());
        }
    }
}
