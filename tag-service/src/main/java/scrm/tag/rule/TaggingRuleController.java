package scrm.tag.rule;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.rest.Answers;
import scrm.rest.ChangesNothing;
import scrm.rest.Cursor;
import scrm.rest.ETag;
import scrm.rest.IfMatch;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.RowId;
import scrm.rest.Slice;

/** Rules by which contacts are tagged. */
@RestController
@RequestMapping("/v1/corps/{corpId}/tagging-rules")
class TaggingRuleController {
    private final KeepRule keepRule;
    private final PreviewRule previewRule;
    private final Rules rules;

    TaggingRuleController(KeepRule keepRule, PreviewRule previewRule, Rules rules) {
        this.keepRule = keepRule;
        this.previewRule = previewRule;
        this.rules = rules;
    }

    @PostMapping
    @Answers(HttpStatus.CREATED)
    ResponseEntity<TaggingRuleView> create(
            @PathVariable CorpId corpId, @Valid @RequestBody TaggingRuleRequest request, Principal person) {
        TaggingRule rule = keepRule.create(corpId, request.draft(), person.getName());
        URI location = URI.create("/v1/corps/" + corpId + "/tagging-rules/" + rule.id());
        return ETag.created(location, rule.revision(), TaggingRuleView.of(rule));
    }

    @GetMapping
    Slice<TaggingRuleView> list(@PathVariable CorpId corpId, PageRequest page) {
        Cursor after = page.after();
        return Slice.of(
                        rules.after(corpId, after == null ? 0 : after.number(0), page.fetchSize()),
                        page,
                        (TaggingRule rule) -> Cursor.at(rule.id()))
                .map(TaggingRuleView::of);
    }

    @GetMapping("/{id}")
    ResponseEntity<TaggingRuleView> get(@PathVariable CorpId corpId, @PathVariable long id) {
        TaggingRule rule = rules.find(corpId, id).orElseThrow(() -> NotFound.of("tagging-rule"));
        return ETag.ok(rule.revision(), TaggingRuleView.of(rule));
    }

    /** Replaces all of it. What it asks for or does differently becomes its next version. */
    @PutMapping("/{id}")
    ResponseEntity<TaggingRuleView> edit(
            @PathVariable CorpId corpId,
            @PathVariable long id,
            IfMatch ifMatch,
            @Valid @RequestBody TaggingRuleRequest request,
            Principal person) {
        TaggingRule rule = keepRule.edit(corpId, id, ifMatch, request.draft(), person.getName());
        return ETag.ok(rule.revision(), TaggingRuleView.of(rule));
    }

    @PostMapping("/{id}/enable")
    ResponseEntity<TaggingRuleView> enable(@PathVariable CorpId corpId, @PathVariable long id) {
        TaggingRule rule = keepRule.enable(corpId, id, true);
        return ETag.ok(rule.revision(), TaggingRuleView.of(rule));
    }

    /** It fires no more; what it did stays. */
    @PostMapping("/{id}/disable")
    ResponseEntity<TaggingRuleView> disable(@PathVariable CorpId corpId, @PathVariable long id) {
        TaggingRule rule = keepRule.enable(corpId, id, false);
        return ETag.ok(rule.revision(), TaggingRuleView.of(rule));
    }

    /** It is gone; what it did stays. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable CorpId corpId, @PathVariable long id, IfMatch ifMatch) {
        keepRule.delete(corpId, id, ifMatch);
    }

    /** The versions as they were published, latest first. */
    @GetMapping("/{id}/versions")
    Slice<RuleVersionView> versions(@PathVariable CorpId corpId, @PathVariable long id, PageRequest page) {
        if (rules.find(corpId, id).isEmpty()) {
            throw NotFound.of("tagging-rule");
        }
        Cursor after = page.after();
        int before = after == null ? Integer.MAX_VALUE : (int) after.number(0);
        return Slice.of(
                        rules.versions(corpId, id, before, page.fetchSize()),
                        page,
                        (Rules.Version version) -> Cursor.at(version.version()))
                .map(RuleVersionView::of);
    }

    /**
     * What a rule would have done in the last days, saved or not: contacts for whom its condition came true on one of
     * their behaviours, and, if something else can make it true, those for whom it is true now.
     */
    @PostMapping("/preview")
    @ChangesNothing
    RulePreviewView preview(@PathVariable CorpId corpId, @Valid @RequestBody RulePreviewRequest request) {
        RuleDefinition definition = new RuleDefinition(request.when(), request.then());
        keepRule.checkTags(corpId, definition);
        int lastDays = request.lastDays() == null ? 30 : request.lastDays();
        Long ruleId = request.ruleId() == null ? null : Long.valueOf(request.ruleId());
        return RulePreviewView.of(lastDays, previewRule.preview(corpId, definition, lastDays, ruleId));
    }

    /**
     * A rule as a client writes it; an edit replaces all of it.
     *
     * @param name for people
     * @param priority of two rules that disagree about a tag the higher has the last word; absent: 0
     * @param enabled whether it fires; absent: it does
     * @param when what must have happened and hold
     * @param then what follows
     */
    record TaggingRuleRequest(
            @NotBlank @Size(max = 50) String name,
            @Min(-1000) @Max(1000) @Nullable Integer priority,
            @Nullable Boolean enabled,
            @NotNull ConditionRequest when,
            @Valid @NotNull RuleDefinition.ActionRequest then) {
        Rules.Draft draft() {
            RuleDefinition definition = new RuleDefinition(when, then);
            definition.condition();
            definition.action();
            return new Rules.Draft(
                    name.strip(), priority == null ? 0 : priority, enabled == null || enabled, definition);
        }
    }

    /**
     * A rule.
     *
     * @param version of {@code when} and {@code then}
     */
    record TaggingRuleView(
            String id,
            int version,
            String name,
            int priority,
            boolean enabled,
            ConditionRequest when,
            RuleDefinition.ActionRequest then,
            Instant createdAt,
            Instant updatedAt) {
        static TaggingRuleView of(TaggingRule rule) {
            return new TaggingRuleView(
                    String.valueOf(rule.id()),
                    rule.version(),
                    rule.name(),
                    rule.priority(),
                    rule.enabled(),
                    rule.definition().when(),
                    rule.definition().then(),
                    rule.createdAt(),
                    rule.updatedAt());
        }
    }

    /** A version of a rule, and who published it. */
    record RuleVersionView(
            int version, ConditionRequest when, RuleDefinition.ActionRequest then, String actor, Instant publishedAt) {
        static RuleVersionView of(Rules.Version version) {
            return new RuleVersionView(
                    version.version(),
                    version.definition().when(),
                    version.definition().then(),
                    version.actor(),
                    version.publishedAt());
        }
    }

    /**
     * A rule to try out.
     *
     * @param ruleId the rule that this is an edit of; absent: a new one
     * @param lastDays 1 to 90; absent: 30
     */
    record RulePreviewRequest(
            @NotNull ConditionRequest when,
            @Valid @NotNull RuleDefinition.ActionRequest then,
            @Pattern(regexp = RowId.PATTERN) @Nullable String ruleId,
            @Min(1) @Max(90) @Nullable Integer lastDays) {}

    /**
     * What a rule would have done.
     *
     * @param contacts how many it would have tagged
     * @param sample the first 20 of them
     * @param conflicts what works against it
     */
    record RulePreviewView(int lastDays, long contacts, List<ExternalUserId> sample, List<RuleConflictView> conflicts) {
        static RulePreviewView of(int lastDays, Preview preview) {
            return new RulePreviewView(
                    lastDays,
                    preview.contacts(),
                    preview.sample(),
                    preview.conflicts().stream().map(RuleConflictView::of).toList());
        }
    }

    /**
     * What works against a rule.
     *
     * @param reason {@code RULE_REMOVES_TAG}, {@code RULE_ADDS_TAG} or {@code EXCLUSIVE_GROUP}
     * @param ruleId the other rule; absent for a group
     * @param name of the other rule, or of the tag group
     * @param contacts how many of its contacts the other rule fired for in these days, or have another tag of the group
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RuleConflictView(String reason, @Nullable String ruleId, String name, List<TagId> tagIds, long contacts) {
        static RuleConflictView of(Preview.Conflict conflict) {
            return new RuleConflictView(
                    conflict.reason().name(),
                    conflict.ruleId() == null ? null : String.valueOf(conflict.ruleId()),
                    conflict.name(),
                    conflict.tagIds(),
                    conflict.contacts());
        }
    }
}
