package scrm.sop.plan;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;

import scrm.rest.FieldProblem;
import scrm.sop.content.ContentRequest;
import scrm.sop.definition.Action;

/**
 * One of several things that a step may say, as a client writes it.
 *
 * @param key names it in results, unique among those of its step
 * @param share percent of receivers to whom it is said; 100 with those of the others
 */
record StepVariantRequest(
        @NotNull @Pattern(regexp = StepVariantRequest.KEY) String key,
        @NotNull @Min(1) @Max(99) Integer share,
        @NotNull @Valid ContentRequest content) {
    static final String KEY = "^[A-Za-z0-9_-]{1,16}$";

    private static final int LEAST = 2;
    private static final int WHOLE = 100;

    /** @param field where they stand in the body */
    static void problems(List<StepVariantRequest> variants, String field, List<FieldProblem> problems) {
        if (variants.size() < LEAST) {
            problems.add(new FieldProblem(field, "too_few", LEAST));
        }
        int shares = variants.stream().mapToInt(StepVariantRequest::share).sum();
        if (shares != WHOLE) {
            problems.add(new FieldProblem(field, "shares_not_whole", shares));
        }
        for (int i = 0; i < variants.size(); i++) {
            problems.addAll(variants.get(i).content().problems(field + "[" + i + "].content"));
        }
    }

    Action.Variant variant(Kept kept, String field) {
        return new Action.Variant(key, share, kept.message(content, field + ".content"));
    }
}
