package scrm.sop.plan;

import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
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
import scrm.events.State;
import scrm.rest.Answers;
import scrm.rest.Cursor;
import scrm.rest.ETag;
import scrm.rest.IfMatch;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.sop.groupmessage.ContentView;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

@RestController
@RequestMapping("/v1/corps/{corpId}/plans")
class PlanController {
    private final Plans plans;
    private final EditPlan editPlan;
    private final RunPlan runPlan;
    private final Corps corps;
    private final Clock clock;

    PlanController(Plans plans, EditPlan editPlan, RunPlan runPlan, Corps corps, Clock clock) {
        this.plans = plans;
        this.editPlan = editPlan;
        this.runPlan = runPlan;
        this.corps = corps;
        this.clock = clock;
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
    ResponseEntity<PlanView> publish(@PathVariable CorpId corpId, @PathVariable long id) {
        return answer(runPlan.publish(corpId, new PlanId(id)));
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

    /** When the draft's steps would come due for a contact who is added at some time; absent: now. */
    @GetMapping("/{id}/preview")
    List<PreviewView> preview(@PathVariable CorpId corpId, @PathVariable long id, @RequestParam @Nullable Instant at) {
        List<PlanDefinition.Step> steps = find(corpId, id).draft().steps();
        ZoneId zone = corps.find(corpId).map(Corp::timezone).orElseThrow(() -> NotFound.of("corp"));
        Instant trigger = at == null ? clock.instant() : at;
        return IntStream.range(0, steps.size())
                .mapToObj(step -> {
                    Instant dueAt = steps.get(step).when().dueAt(trigger, zone);
                    return new PreviewView(step, dueAt.atZone(zone).toOffsetDateTime(), zone.getId());
                })
                .toList();
    }

    private Plan find(CorpId corpId, long id) {
        return plans.find(corpId, new PlanId(id)).orElseThrow(() -> NotFound.of("plan"));
    }

    private static ResponseEntity<PlanView> answer(Plan plan) {
        return ETag.ok(plan.version(), PlanView.of(plan));
    }

    record PlanView(
            String id,
            String name,
            Plan.Status status,
            int publishedVersion,
            TriggerView trigger,
            List<StepView> steps,
            int version,
            Instant createdAt,
            Instant updatedAt) {
        static PlanView of(Plan plan) {
            return new PlanView(
                    plan.id().toString(),
                    plan.name(),
                    plan.status(),
                    plan.publishedVersion(),
                    TriggerView.of(plan.draft().trigger()),
                    plan.draft().steps().stream().map(StepView::of).toList(),
                    plan.version(),
                    plan.createdAt(),
                    plan.updatedAt());
        }
    }

    record TriggerView(
            @Nullable String liveCodeId,
            @Nullable String channelId,
            @Nullable State state) {
        static TriggerView of(Trigger trigger) {
            return switch (trigger) {
                case Trigger.ContactAdded added ->
                    new TriggerView(added.liveCodeId(), added.channelId(), added.state());
                case Trigger.ByHand _ -> new TriggerView(null, null, null);
            };
        }
    }

    record StepView(WhenView when, ContentView content) {
        static StepView of(PlanDefinition.Step step) {
            return new StepView(WhenView.of(step.when()), ContentView.of(((Action.Say) step.action()).content()));
        }
    }

    record WhenView(
            @Nullable Duration after,
            @Nullable Integer day,
            @Nullable LocalTime at) {
        static WhenView of(When when) {
            return switch (when) {
                case When.After(Duration duration) -> new WhenView(duration, null, null);
                case When.OnDay onDay -> new WhenView(null, onDay.day(), onDay.at());
            };
        }
    }

    record VersionView(int version, Instant publishedAt, TriggerView trigger, List<StepView> steps) {
        static VersionView of(Plans.Publication publication) {
            PlanDefinition definition = publication.plan().definition();
            return new VersionView(
                    publication.plan().version(),
                    publication.publishedAt(),
                    TriggerView.of(definition.trigger()),
                    definition.steps().stream().map(StepView::of).toList());
        }
    }

    /**
     * @param step its number, from 0
     * @param dueAt by the corp's clocks
     * @param timezone the corp's
     */
    record PreviewView(int step, OffsetDateTime dueAt, String timezone) {}
}
