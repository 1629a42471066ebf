package scrm.sop.plan;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import scrm.events.TagId;
import scrm.rest.FieldProblem;
import scrm.rest.RowId;
import scrm.sop.content.ContentRequest;
import scrm.sop.content.MessageContent;
import scrm.sop.definition.Action;
import scrm.sop.definition.PlanDefinition;
import scrm.sop.definition.Target;
import scrm.sop.groupmessage.FollowUp;
import scrm.sop.groupmessage.FollowUpRequest;
import scrm.sop.moment.MomentContentRequest;
import scrm.sop.webhook.WebhookId;

/**
 * One way in which a step may go, as a client writes it. It does exactly one thing.
 *
 * @param conditions what must be so; none: always
 * @param content what is said
 * @param variants several things instead, of which one is said, drawn for each receiver; 2 to 5
 * @param followUp what is done while the member does not confirm what is said; absent: nothing
 * @param ask what the member is asked to do, by an app message; 500 characters at most
 * @param askMaterialId a material of words alone that tells the member instead, put into words for each contact
 * @param changeTags tags of the contact that are set and taken away
 * @param moment what the member is asked to publish; of plans for members
 * @param webhookId which system of the company's is told
 */
record WayRequest(
        @Size(max = StepRequest.MAX_CONDITIONS) @Nullable List<@NotNull @Valid ConditionRequest> conditions,

        @Valid @Nullable ContentRequest content,
        @Size(max = Action.Split.MOST) @Nullable List<@NotNull @Valid StepVariantRequest> variants,
        @Valid @Nullable FollowUpRequest followUp,
        @Size(max = StepRequest.MAX_ASK) @Nullable String ask,
        @Pattern(regexp = RowId.PATTERN) @Nullable String askMaterialId,
        @Valid @Nullable ChangeTagsRequest changeTags,
        @Valid @Nullable MomentStepRequest moment,
        @Pattern(regexp = RowId.PATTERN) @Nullable String webhookId) {
    void problems(String field, List<FieldProblem> problems) {
        List<ConditionRequest> asked = conditionsOrNone();
        for (int i = 0; i < asked.size(); i++) {
            asked.get(i).problems(field + ".conditions[" + i + "]", problems);
        }
        long given = Stream.of(
                        content,
                        variantsOrNone().isEmpty() ? null : variants,
                        ask,
                        askMaterialId,
                        changeTags,
                        moment,
                        webhookId)
                .filter(Objects::nonNull)
                .count();
        if (given == 0) {
            problems.add(new FieldProblem(field + ".content", "required"));
        } else if (given > 1) {
            problems.add(new FieldProblem(field, "one_action"));
        }
        if (content != null) {
            problems.addAll(content.problems(field + ".content"));
        }
        if (!variantsOrNone().isEmpty()) {
            StepVariantRequest.problems(variantsOrNone(), field + ".variants", problems);
        }
        if (followUp != null) {
            followUp.problems(field + ".followUp", problems);
            if (content == null && variantsOrNone().isEmpty()) {
                problems.add(new FieldProblem(field + ".followUp", "only_with_content"));
            }
        }
        if (ask != null && ask.isBlank()) {
            problems.add(new FieldProblem(field + ".ask", "required"));
        }
        if (changeTags != null) {
            changeTags.problems(field + ".changeTags", problems);
        }
        if (moment != null) {
            problems.addAll(moment.content().problems(field + ".moment.content"));
        }
    }

    void audienceProblems(String field, Target.Kind audience, List<FieldProblem> problems) {
        if (audience == Target.Kind.MEMBER && content != null) {
            problems.add(new FieldProblem(field + ".content", "not_for_audience"));
        }
        if (audience == Target.Kind.MEMBER && !variantsOrNone().isEmpty()) {
            problems.add(new FieldProblem(field + ".variants", "not_for_audience"));
        }
        if (audience != Target.Kind.MEMBER && moment != null) {
            problems.add(new FieldProblem(field + ".moment", "not_for_audience"));
        }
    }

    PlanDefinition.Way way(Kept kept, String field) {
        return new PlanDefinition.Way(
                conditionsOrNone().stream().map(ConditionRequest::condition).toList(), action(kept, field));
    }

    private Action action(Kept kept, String field) {
        if (ask != null) {
            return new Action.Ask(new MessageContent(ask, List.of()));
        }
        if (askMaterialId != null) {
            return new Action.Ask(kept.task(askMaterialId, field + ".askMaterialId"));
        }
        if (changeTags != null) {
            return new Action.ChangeTags(changeTags.addOrNone(), changeTags.removeOrNone());
        }
        if (moment != null) {
            return new Action.Post(kept.moment(moment.content(), field + ".moment.content"), moment.tagIdsOrNone());
        }
        if (webhookId != null) {
            return new Action.CallWebhook(new WebhookId(Long.parseLong(webhookId)));
        }
        FollowUp wanted = followUp == null ? FollowUp.NONE : followUp.followUp();
        if (variantsOrNone().isEmpty()) {
            return new Action.Say(kept.message(Objects.requireNonNull(content), field + ".content"), wanted);
        }
        List<Action.Variant> split = new ArrayList<>();
        for (StepVariantRequest variant : variantsOrNone()) {
            split.add(variant.variant(kept, field + ".variants[" + split.size() + "]"));
        }
        return new Action.Split(split, wanted);
    }

    List<StepVariantRequest> variantsOrNone() {
        return variants == null ? List.of() : variants;
    }

    List<ConditionRequest> conditionsOrNone() {
        return conditions == null ? List.of() : conditions;
    }

    /**
     * Which corp tags change; at least one.
     *
     * @param add tags to be set, 20 at most
     * @param remove tags to be taken away, 20 at most
     */
    record ChangeTagsRequest(
            @Size(max = StepRequest.MAX_TAGS) @Nullable List<@NotNull TagId> add,
            @Size(max = StepRequest.MAX_TAGS) @Nullable List<@NotNull TagId> remove) {
        void problems(String field, List<FieldProblem> problems) {
            if (addOrNone().isEmpty() && removeOrNone().isEmpty()) {
                problems.add(new FieldProblem(field + ".add", "required"));
            } else if (!Collections.disjoint(addOrNone(), removeOrNone())) {
                problems.add(new FieldProblem(field + ".remove", "duplicate"));
            }
        }

        List<TagId> addOrNone() {
            return add == null ? List.of() : add;
        }

        List<TagId> removeOrNone() {
            return remove == null ? List.of() : remove;
        }

        static @Nullable ChangeTagsRequest of(Action action) {
            return action instanceof Action.ChangeTags change
                    ? new ChangeTagsRequest(change.add(), change.remove())
                    : null;
        }
    }

    /**
     * What members are asked to publish.
     *
     * @param tagIds corp tags: contacts with any of them see it, 100 at most; absent: all
     */
    record MomentStepRequest(
            @NotNull @Valid MomentContentRequest content,
            @Size(max = 100) @Nullable List<@NotNull TagId> tagIds) {
        List<TagId> tagIdsOrNone() {
            return tagIds == null ? List.of() : tagIds.stream().distinct().toList();
        }
    }
}
