package scrm.sop.plan;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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
import scrm.rest.Cursor;
import scrm.rest.ETag;
import scrm.rest.FieldProblem;
import scrm.rest.IfMatch;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.sop.groupmessage.ContentRequest;
import scrm.sop.groupmessage.ContentView;
import scrm.sop.groupmessage.KeepMessageMedia;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

@RestController
@RequestMapping("/v1/corps/{corpId}/plans")
class PlanController {
    private final Plans plans;
    private final EditPlan editPlan;
    private final RunPlan runPlan;
    private final KeepMessageMedia keepMedia;
    private final Corps corps;
    private final Clock clock;

    PlanController(
            Plans plans, EditPlan editPlan, RunPlan runPlan, KeepMessageMedia keepMedia, Corps corps, Clock clock) {
        this.plans = plans;
        this.editPlan = editPlan;
        this.runPlan = runPlan;
        this.keepMedia = keepMedia;
        this.corps = corps;
        this.clock = clock;
    }

    /** Makes a draft; it takes nobody before it is published. */
    @PostMapping
    ResponseEntity<PlanView> draft(@PathVariable CorpId corpId, @Valid @RequestBody PlanRequest request) {
        Plan plan = editPlan.draft(corpId, request.name().strip(), definition(corpId, request));
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
        return answer(
                editPlan.edit(corpId, new PlanId(id), ifMatch, request.name().strip(), definition(corpId, request)));
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

    private PlanDefinition definition(CorpId corpId, PlanRequest request) {
        List<FieldProblem> problems = request.problems();
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(problems);
        }
        List<PlanDefinition.Step> steps = new ArrayList<>();
        for (int i = 0; i < request.stepsOrNone().size(); i++) {
            StepRequest step = request.stepsOrNone().get(i);
            steps.add(new PlanDefinition.Step(
                    step.when().when(), keepMedia.keep(corpId, step.content(), "steps[" + i + "].content")));
        }
        TriggerRequest trigger = request.trigger();
        return new PlanDefinition(trigger == null ? Trigger.ANYONE : trigger.trigger(), steps);
    }

    /**
     * A plan as a client writes it.
     *
     * @param name unique in the corp
     * @param trigger absent: whoever is added
     * @param steps 50 at most; a draft may have none yet
     */
    record PlanRequest(
            @NotBlank @Size(max = 50) String name,
            @Valid @Nullable TriggerRequest trigger,
            @Size(max = PlanDefinition.MAX_STEPS) @Nullable List<@NotNull @Valid StepRequest> steps) {
        List<FieldProblem> problems() {
            List<FieldProblem> problems = new ArrayList<>();
            for (int i = 0; i < stepsOrNone().size(); i++) {
                String field = "steps[" + i + "]";
                stepsOrNone().get(i).when().problems(field + ".when", problems);
                problems.addAll(stepsOrNone().get(i).content().problems(field + ".content"));
            }
            return problems;
        }

        List<StepRequest> stepsOrNone() {
            return steps == null ? List.of() : steps;
        }
    }

    /**
     * Whom the plan takes.
     *
     * @param type {@code CONTACT_ADDED}
     * @param liveCodeId only who came by this live code
     * @param channelId only who came by this channel
     * @param state only who came with this state
     */
    record TriggerRequest(
            @NotNull TriggerType type,
            @Size(max = 20) @Nullable String liveCodeId,
            @Size(max = 20) @Nullable String channelId,
            @Nullable State state) {
        Trigger trigger() {
            return new Trigger(liveCodeId, channelId, state);
        }
    }

    enum TriggerType {
        CONTACT_ADDED
    }

    record StepRequest(
            @NotNull @Valid WhenRequest when,
            @NotNull @Valid ContentRequest content) {}

    /**
     * Either {@code after}, or {@code day} with or without {@code at}.
     *
     * @param after a duration, for example {@code PT1H}
     * @param day days later by the corp's calendar, 0 to 3650
     * @param at time of day by the corp's clocks, for example {@code 10:00}
     */
    record WhenRequest(
            @Nullable Duration after,
            @Nullable Integer day,
            @Nullable LocalTime at) {
        private static final int MAX_DAYS = 3650;

        void problems(String field, List<FieldProblem> problems) {
            if (after == null && day == null) {
                problems.add(new FieldProblem(field, "when_missing"));
            } else if (after != null && (day != null || at != null)) {
                problems.add(new FieldProblem(field, "when_ambiguous"));
            } else if (day != null && (day < 0 || day > MAX_DAYS)) {
                problems.add(new FieldProblem(field + ".day", "out_of_range", 0, MAX_DAYS));
            } else if (after != null && after.compareTo(Duration.ofDays(MAX_DAYS)) > 0) {
                problems.add(new FieldProblem(field + ".after", "too_large", "P" + MAX_DAYS + "D"));
            } else if (when().mayPrecedeTrigger()) {
                problems.add(new FieldProblem(field + (after == null ? ".at" : ".after"), "before_trigger"));
            }
        }

        When when() {
            if (after != null) {
                return new When.After(after);
            }
            return new When.OnDay(day == null ? 0 : day, at);
        }
    }

    record PlanView(
            String id,
            String name,
            Plan.Status status,
            int publishedVersion,
            Trigger trigger,
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
                    plan.draft().trigger(),
                    plan.draft().steps().stream().map(StepView::of).toList(),
                    plan.version(),
                    plan.createdAt(),
                    plan.updatedAt());
        }
    }

    record StepView(WhenView when, ContentView content) {
        static StepView of(PlanDefinition.Step step) {
            return new StepView(WhenView.of(step.when()), ContentView.of(step.content()));
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

    record VersionView(int version, Instant publishedAt, Trigger trigger, List<StepView> steps) {
        static VersionView of(Plans.Publication publication) {
            PlanDefinition definition = publication.plan().definition();
            return new VersionView(
                    publication.plan().version(),
                    publication.publishedAt(),
                    definition.trigger(),
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
