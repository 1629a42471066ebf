package scrm.sop.plan;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.rest.FieldProblem;
import scrm.rest.RowId;
import scrm.sop.content.ContentRequest;
import scrm.sop.definition.Action;
import scrm.sop.definition.PlanDefinition;
import scrm.sop.definition.Target;
import scrm.sop.groupmessage.FollowUpRequest;
import scrm.sop.plan.WayRequest.ChangeTagsRequest;
import scrm.sop.plan.WayRequest.MomentStepRequest;

/**
 * A step as a client writes it. It does exactly one thing.
 *
 * @param key names it over all versions; absent: its number, from 1
 * @param when when it comes due
 * @param conditions what must be so by then; all of it
 * @param content what is said
 * @param variants several things instead, of which one is said, drawn for each receiver; 2 to 5
 * @param followUp what is done while the member does not confirm what is said; absent: nothing
 * @param ask what the member is asked to do, by an app message; 500 characters at most
 * @param askMaterialId a material of words alone that tells the member instead, put into words for each contact
 * @param changeTags tags of the contact that are set and taken away
 * @param moment what the member is asked to publish; of plans for members
 * @param webhookId which system of the company's is told
 * @param otherwise other ways, in order: the first is taken whose conditions hold, where the step's own do not
 */
record StepRequest(
        @Pattern(regexp = "^[a-z0-9_-]{1,32}$") @Nullable String key,
        @NotNull @Valid WhenRequest when,
        @Size(max = StepRequest.MAX_CONDITIONS) @Nullable List<@NotNull @Valid ConditionRequest> conditions,
        @Valid @Nullable ContentRequest content,
        @Size(max = Action.Split.MOST) @Nullable List<@NotNull @Valid StepVariantRequest> variants,
        @Valid @Nullable FollowUpRequest followUp,
        @Size(max = StepRequest.MAX_ASK) @Nullable String ask,
        @Pattern(regexp = RowId.PATTERN) @Nullable String askMaterialId,
        @Valid @Nullable ChangeTagsRequest changeTags,
        @Valid @Nullable MomentStepRequest moment,
        @Pattern(regexp = RowId.PATTERN) @Nullable String webhookId,
        @Size(max = StepRequest.MAX_WAYS) @Nullable List<@NotNull @Valid WayRequest> otherwise) {
    static final int MAX_CONDITIONS = 10;
    static final int MAX_WAYS = 10;
    static final int MAX_ASK = 500;
    static final int MAX_TAGS = 20;

    /** @param first whether no step stands before it */
    void problems(String field, boolean first, List<FieldProblem> problems) {
        when.problems(field + ".when", first, problems);
        List<WayRequest> ways = ways();
        for (int i = 0; i < ways.size(); i++) {
            ways.get(i).problems(wayField(field, i), problems);
        }
        variantProblems(field, problems);
    }

    /** Results tell variants apart by their keys, whichever way they were said. */
    private void variantProblems(String field, List<FieldProblem> problems) {
        Set<String> keys = new HashSet<>();
        List<WayRequest> ways = ways();
        for (int way = 0; way < ways.size(); way++) {
            List<StepVariantRequest> variants = ways.get(way).variantsOrNone();
            for (int i = 0; i < variants.size(); i++) {
                if (!keys.add(variants.get(i).key())) {
                    problems.add(new FieldProblem(wayField(field, way) + ".variants[" + i + "].key", "duplicate"));
                }
            }
        }
    }

    /** Webhooks that it calls, by the fields that name them. */
    Map<String, String> webhooks(String field) {
        Map<String, String> webhooks = new LinkedHashMap<>();
        List<WayRequest> ways = ways();
        for (int way = 0; way < ways.size(); way++) {
            String webhookId = ways.get(way).webhookId();
            if (webhookId != null) {
                webhooks.put(wayField(field, way) + ".webhookId", webhookId);
            }
        }
        return webhooks;
    }

    /** Segments that it asks for, by the fields that name them. */
    Map<String, String> segments(String field) {
        Map<String, String> segments = new LinkedHashMap<>();
        List<WayRequest> ways = ways();
        for (int way = 0; way < ways.size(); way++) {
            List<ConditionRequest> asked = ways.get(way).conditionsOrNone();
            for (int i = 0; i < asked.size(); i++) {
                String segmentId = asked.get(i).segmentId();
                if (asked.get(i).type() == ConditionRequest.Type.IN_SEGMENT && segmentId != null) {
                    segments.put(wayField(field, way) + ".conditions[" + i + "].segmentId", segmentId);
                }
            }
        }
        return segments;
    }

    void audienceProblems(String field, Target.Kind audience, List<FieldProblem> problems) {
        List<WayRequest> ways = ways();
        for (int i = 0; i < ways.size(); i++) {
            ways.get(i).audienceProblems(wayField(field, i), audience, problems);
        }
    }

    String keyAt(int index) {
        return key == null ? String.valueOf(index + 1) : key;
    }

    PlanDefinition.Step step(Kept kept, int index, String field) {
        List<PlanDefinition.Way> ways = new ArrayList<>();
        for (WayRequest way : ways()) {
            ways.add(way.way(kept, wayField(field, ways.size())));
        }
        PlanDefinition.Way first = ways.removeFirst();
        return new PlanDefinition.Step(keyAt(index), when.when(), first.conditions(), first.action(), ways);
    }

    private List<WayRequest> ways() {
        List<WayRequest> ways = new ArrayList<>();
        ways.add(new WayRequest(
                conditions, content, variants, followUp, ask, askMaterialId, changeTags, moment, webhookId));
        if (otherwise != null) {
            ways.addAll(otherwise);
        }
        return ways;
    }

    /** Where a way stands in the body. */
    static String wayField(String field, int way) {
        return way == 0 ? field : field + ".otherwise[" + (way - 1) + "]";
    }
}
