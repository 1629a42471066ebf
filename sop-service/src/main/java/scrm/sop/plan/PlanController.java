package scrm.sop.plan;

import jakarta.validation.Valid;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.rest.Answers;
import scrm.rest.ChangesNothing;
import scrm.rest.Cursor;
import scrm.rest.ETag;
import scrm.rest.IfMatch;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.rest.Times;
import scrm.sop.plan.PlanPublished.Running;
import scrm.sop.plan.PlanView.VersionView;
import scrm.sop.plan.PreviewPlan.Preview;

@RestController
@RequestMapping("/v1/corps/{corpId}/plans")
class PlanController {
    private final Plans plans;
    private final EditPlan editPlan;
    private final RunPlan runPlan;
    private final PreviewPlan previewPlan;

    PlanController(Plans plans, EditPlan editPlan, RunPlan runPlan, PreviewPlan previewPlan) {
        this.plans = plans;
        this.editPlan = editPlan;
        this.runPlan = runPlan;
        this.previewPlan = previewPlan;
    }

    /** Makes a draft; it takes nobody before it is published. */
    @PostMapping
    @Answers(HttpStatus.CREATED)
    ResponseEntity<PlanView> draft(@PathVariable CorpId corpId, @Valid @RequestBody PlanRequest request) {
        Plan plan = editPlan.draft(corpId, request);
        URI location = URI.create("/v1/corps/" + corpId + "/plans/" + plan.id());
        return ETag.created(location, plan.version(), PlanView.of(plan));
    }

    /** Replaces the draft; what runs goes on until it is published. */
    @PutMapping("/{id}")
    ResponseEntity<PlanView> edit(
            @PathVariable CorpId corpId,
            @PathVariable long id,
            IfMatch ifMatch,
            @Valid @RequestBody PlanRequest request) {
        return answer(editPlan.edit(corpId, new PlanId(id), ifMatch, request));
    }

    @GetMapping("/{id}")
    ResponseEntity<PlanView> get(@PathVariable CorpId corpId, @PathVariable long id) {
        return answer(find(corpId, id));
    }

    @GetMapping
    Slice<PlanView> list(
            @PathVariable CorpId corpId,
            @RequestParam Plan.@Nullable Status status,
            @RequestParam @Nullable String name,
            PageRequest page) {
        Cursor after = page.after();
        List<Plan> found = plans.list(
                corpId,
                new Plans.Filter(status, name),
                after == null ? null : new PlanId(after.number(0)),
                page.fetchSize());
        return Slice.of(found, page, plan -> Cursor.at(plan.id())).map(PlanView::of);
    }

    @PostMapping("/{id}/publish")
    ResponseEntity<PlanView> publish(
            @PathVariable CorpId corpId,
            @PathVariable long id,
            @RequestBody(required = false) @Nullable PublishRequest request) {
        Running running = request == null || request.running() == null ? Running.FINISH : request.running();
        return answer(runPlan.publish(corpId, new PlanId(id), running));
    }

    @PostMapping("/{id}/pause")
    ResponseEntity<PlanView> pause(@PathVariable CorpId corpId, @PathVariable long id) {
        return answer(runPlan.pause(corpId, new PlanId(id)));
    }

    @PostMapping("/{id}/resume")
    ResponseEntity<PlanView> resume(@PathVariable CorpId corpId, @PathVariable long id) {
        return answer(runPlan.resume(corpId, new PlanId(id)));
    }

    /** The newest first. */
    @GetMapping("/{id}/versions")
    List<VersionView> versions(@PathVariable CorpId corpId, @PathVariable long id) {
        return plans.versions(corpId, find(corpId, id).id()).stream()
                .map(VersionView::of)
                .toList();
    }

    /** What the draft would do, for somebody who is enrolled at some time; absent: at the next, or now. */
    @GetMapping("/{id}/preview")
    Preview preview(@PathVariable CorpId corpId, @PathVariable long id, @RequestParam @Nullable Instant at) {
        Times.check("at", at);
        return previewPlan.of(corpId, find(corpId, id).draft(), at);
    }

    /** What a plan would do that nobody has saved. */
    @PostMapping("/preview")
    @ChangesNothing
    Preview previewUnsaved(@PathVariable CorpId corpId, @Valid @RequestBody PlanRequest request) {
        return previewPlan.of(corpId, request);
    }

    private Plan find(CorpId corpId, long id) {
        return plans.find(corpId, new PlanId(id)).orElseThrow(() -> NotFound.of("plan"));
    }

    private static ResponseEntity<PlanView> answer(Plan plan) {
        return ETag.ok(plan.version(), PlanView.of(plan));
    }

    /** @param running what becomes of those who are in earlier versions; absent: they go on with theirs */
    record PublishRequest(PlanPublished.@Nullable Running running) {}
}
