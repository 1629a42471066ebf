package scrm.sop.plan;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.TagId;
import scrm.sop.content.ContentView;
import scrm.sop.content.MessageContent;
import scrm.sop.definition.Action;
import scrm.sop.definition.PlanDefinition;
import scrm.sop.definition.Target;
import scrm.sop.groupmessage.FollowUpRequest;
import scrm.sop.plan.PlanRequest.MisfireRequest;
import scrm.sop.plan.WayRequest.ChangeTagsRequest;
import scrm.sop.quota.Overflow;
import scrm.sop.quota.OverflowFields;

/** A plan as it is answered, with its draft. */
record PlanView(
        String id,
        String name,
        Plan.Status status,
        int publishedVersion,
        Target.Kind audience,
        List<String> only,
        TriggerRequest trigger,
        boolean repeats,
        List<StepView> steps,
        MisfireRequest misfire,
        List<TriggerRequest> exits,
        int priority,
        @Nullable OverflowFields ifFull,
        int holdOut,
        int version,
        Instant createdAt,
        Instant updatedAt) {
    static PlanView of(Plan plan) {
        PlanDefinition draft = plan.draft();
        return new PlanView(
                plan.id().toString(),
                plan.name(),
                plan.status(),
                plan.publishedVersion(),
                draft.audience(),
                draft.only(),
                TriggerRequest.of(draft.trigger()),
                draft.repeats(),
                draft.steps().stream().map(StepView::of).toList(),
                new MisfireRequest(draft.misfire().policy(), draft.misfire().tolerance()),
                draft.exits().stream().map(TriggerRequest::of).toList(),
                draft.priority(),
                ifFull(draft),
                draft.holdOut(),
                plan.version(),
                plan.createdAt(),
                plan.updatedAt());
    }

    private static @Nullable OverflowFields ifFull(PlanDefinition definition) {
        Overflow ifFull = definition.ifFull();
        return ifFull == null ? null : OverflowFields.of(ifFull);
    }

    /**
     * A step.
     *
     * @param askMaterialVersion the version of the material that tells the member what to do; absent in a draft
     */
    record StepView(
            String key,
            WhenRequest when,
            List<ConditionRequest> conditions,
            @Nullable ContentView content,
            @Nullable List<StepVariantView> variants,
            @Nullable FollowUpRequest followUp,
            @Nullable String ask,
            @Nullable String askMaterialId,
            @Nullable Integer askMaterialVersion,
            @Nullable ChangeTagsRequest changeTags,
            @Nullable MomentStepView moment,
            @Nullable String webhookId,
            List<WayView> otherwise) {
        static StepView of(PlanDefinition.Step step) {
            WayView first = WayView.of(step.ways().getFirst());
            return new StepView(
                    step.key(),
                    WhenRequest.of(step.when()),
                    first.conditions(),
                    first.content(),
                    first.variants(),
                    first.followUp(),
                    first.ask(),
                    first.askMaterialId(),
                    first.askMaterialVersion(),
                    first.changeTags(),
                    first.moment(),
                    first.webhookId(),
                    step.otherwise().stream().map(WayView::of).toList());
        }
    }

    /**
     * One way in which a step may go.
     *
     * @param askMaterialVersion the version of the material that tells the member what to do; absent in a draft
     */
    record WayView(
            List<ConditionRequest> conditions,
            @Nullable ContentView content,
            @Nullable List<StepVariantView> variants,
            @Nullable FollowUpRequest followUp,
            @Nullable String ask,
            @Nullable String askMaterialId,
            @Nullable Integer askMaterialVersion,
            @Nullable ChangeTagsRequest changeTags,
            @Nullable MomentStepView moment,
            @Nullable String webhookId) {
        static WayView of(PlanDefinition.Way way) {
            ContentView asked = way.action() instanceof Action.Ask ask ? ContentView.of(ask.words()) : null;
            return new WayView(
                    way.conditions().stream().map(ConditionRequest::of).toList(),
                    way.action() instanceof Action.Say say ? ContentView.of(say.content()) : null,
                    StepVariantView.of(way.action()),
                    followUp(way.action()),
                    asked == null ? null : asked.text(),
                    asked == null ? null : asked.materialId(),
                    asked == null ? null : asked.materialVersion(),
                    ChangeTagsRequest.of(way.action()),
                    way.action() instanceof Action.Post post ? MomentStepView.of(post) : null,
                    way.action() instanceof Action.CallWebhook call
                            ? call.webhookId().toString()
                            : null);
        }

        private static @Nullable FollowUpRequest followUp(Action action) {
            return switch (action) {
                case Action.Say say -> FollowUpRequest.of(say.followUp());
                case Action.Split split -> FollowUpRequest.of(split.followUp());
                default -> null;
            };
        }
    }

    /** One of several things that a step may say. */
    record StepVariantView(String key, int share, ContentView content) {
        static @Nullable List<StepVariantView> of(Action action) {
            return action instanceof Action.Split split
                    ? split.variants().stream()
                            .map(variant -> new StepVariantView(
                                    variant.key(), variant.share(), ContentView.of(variant.content())))
                            .toList()
                    : null;
        }
    }

    /** What members are asked to publish. */
    record MomentStepView(ContentView content, List<TagId> tagIds) {
        static MomentStepView of(Action.Post post) {
            MessageContent shown =
                    new MessageContent(post.content().text(), post.content().attachments());
            return new MomentStepView(ContentView.of(shown), post.tagIds());
        }
    }

    /** A version, which never changes. */
    record VersionView(
            int version,
            Instant publishedAt,
            Target.Kind audience,
            List<String> only,
            TriggerRequest trigger,
            boolean repeats,
            List<StepView> steps,
            MisfireRequest misfire,
            List<TriggerRequest> exits,
            int priority,
            @Nullable OverflowFields ifFull,
            int holdOut) {
        static VersionView of(Plans.Publication publication) {
            PlanDefinition definition = publication.plan().definition();
            return new VersionView(
                    publication.plan().version(),
                    publication.publishedAt(),
                    definition.audience(),
                    definition.only(),
                    TriggerRequest.of(definition.trigger()),
                    definition.repeats(),
                    definition.steps().stream().map(StepView::of).toList(),
                    new MisfireRequest(
                            definition.misfire().policy(), definition.misfire().tolerance()),
                    definition.exits().stream().map(TriggerRequest::of).toList(),
                    definition.priority(),
                    PlanView.ifFull(definition),
                    definition.holdOut());
        }
    }
}
