package scrm.group.interceptrule;

import java.net.URI;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.group.interceptrule.InterceptRule.Failure;
import scrm.rest.Answers;
import scrm.rest.Cursor;
import scrm.rest.ETag;
import scrm.rest.IfMatch;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.wecom.InterceptRules.Action;
import scrm.wecom.InterceptRules.RuleId;
import scrm.wecom.InterceptRules.Semantics;

/** Rules against words that members must not send. */
@RestController
@RequestMapping("/v1/corps/{corpId}/group-chats/intercept-rules")
class InterceptRuleController {
    private final InterceptRules rules;
    private final KeepInterceptRule keepInterceptRule;

    InterceptRuleController(InterceptRules rules, KeepInterceptRule keepInterceptRule) {
        this.rules = rules;
        this.keepInterceptRule = keepInterceptRule;
    }

    /** Answers 202: WeCom is asked afterwards, and {@code status} tells how it went. A corp may have 100. */
    @PostMapping
    @Answers(HttpStatus.ACCEPTED)
    ResponseEntity<InterceptRuleView> create(@PathVariable CorpId corpId, @RequestBody InterceptRuleRequest request) {
        InterceptRule rule = keepInterceptRule.create(corpId, request.rule());
        return ResponseEntity.accepted()
                .location(URI.create("/v1/corps/" + corpId + "/group-chats/intercept-rules/" + rule.id()))
                .eTag(ETag.of(rule.version()))
                .body(InterceptRuleView.of(rule));
    }

    @GetMapping("/{id}")
    ResponseEntity<InterceptRuleView> get(@PathVariable CorpId corpId, @PathVariable long id) {
        return answer(
                HttpStatus.OK,
                rules.find(corpId, new InterceptRuleId(id)).orElseThrow(() -> NotFound.of("intercept-rule")));
    }

    /** All but deleted ones, unless they are asked for. */
    @GetMapping
    Slice<InterceptRuleView> list(
            @PathVariable CorpId corpId,
            @RequestParam(required = false) InterceptRule.@Nullable Status status,
            PageRequest page) {
        long after = page.after() == null ? 0 : page.after().number(0);
        return Slice.of(
                        rules.list(corpId, status, after, page.fetchSize()),
                        page,
                        (InterceptRule rule) -> Cursor.at(rule.id()))
                .map(InterceptRuleView::of);
    }

    @PutMapping("/{id}")
    ResponseEntity<InterceptRuleView> edit(
            @PathVariable CorpId corpId,
            @PathVariable long id,
            IfMatch ifMatch,
            @RequestBody InterceptRuleRequest request) {
        return answer(HttpStatus.OK, keepInterceptRule.edit(corpId, new InterceptRuleId(id), ifMatch, request.rule()));
    }

    /**
     * Has WeCom asked again for what it refused, or for one whose answer was lost ({@code UNKNOWN}): look in WeCom's
     * administration first, for that one may be there.
     */
    @PostMapping("/{id}/retry")
    @Answers(HttpStatus.ACCEPTED)
    ResponseEntity<InterceptRuleView> retry(@PathVariable CorpId corpId, @PathVariable long id) {
        return answer(HttpStatus.ACCEPTED, keepInterceptRule.retry(corpId, new InterceptRuleId(id)));
    }

    /** Answers 202: it is gone at WeCom once {@code sync} is {@code IN_SYNC}. */
    @DeleteMapping("/{id}")
    @Answers(HttpStatus.ACCEPTED)
    ResponseEntity<InterceptRuleView> delete(@PathVariable CorpId corpId, @PathVariable long id) {
        return answer(HttpStatus.ACCEPTED, keepInterceptRule.delete(corpId, new InterceptRuleId(id)));
    }

    private static ResponseEntity<InterceptRuleView> answer(HttpStatus status, InterceptRule rule) {
        return ResponseEntity.status(status).eTag(ETag.of(rule.version())).body(InterceptRuleView.of(rule));
    }

    /**
     * An intercept rule.
     *
     * @param ruleId WeCom's handle, once it is made
     * @param failure why WeCom did not make it or did not take the latest edit, or what either waits for
     */
    record InterceptRuleView(
            String id,
            String name,
            List<String> words,
            List<Semantics> semantics,
            Action action,
            List<UserId> users,
            List<Integer> departments,
            InterceptRule.Status status,
            InterceptRule.Sync sync,
            @Nullable String ruleId,
            @Nullable RuleFailureView failure,
            int version,
            Instant createdAt,
            Instant updatedAt) {
        static InterceptRuleView of(InterceptRule rule) {
            RuleId ruleId = rule.ruleId();
            return new InterceptRuleView(
                    rule.id().toString(),
                    rule.rule().name(),
                    rule.rule().words(),
                    rule.rule().semantics().stream().sorted().toList(),
                    rule.rule().action(),
                    rule.rule().users(),
                    rule.rule().departments().stream().map(Math::toIntExact).toList(),
                    rule.status(),
                    rule.sync(),
                    ruleId == null ? null : ruleId.value(),
                    RuleFailureView.of(rule.failure()),
                    rule.version(),
                    rule.createdAt(),
                    rule.updatedAt());
        }
    }

    /** @param errcode WeCom's, 0 if it gave none */
    record RuleFailureView(String reason, int errcode) {
        static @Nullable RuleFailureView of(@Nullable Failure failure) {
            return failure == null ? null : new RuleFailureView(failure.reason(), failure.errcode());
        }
    }
}
