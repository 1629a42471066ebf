package scrm.tag.rule;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.TagId;
import scrm.messaging.WorkQueue;
import scrm.rest.Conflict;
import scrm.rest.FieldProblem;
import scrm.rest.IfMatch;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.tag.corptag.CorpTagBook;

/** Makes and edits rules, those of a corp one after the other, so that no two edits together make a loop. */
@Service
class KeepRule {
    private static final int MOST_RULES = 500;

    private final Rules rules;
    private final CorpTagBook book;
    private final WorkQueue work;
    private final Clock clock;

    KeepRule(Rules rules, CorpTagBook book, WorkQueue work, Clock clock) {
        this.rules = rules;
        this.book = book;
        this.work = work;
        this.clock = clock;
    }

    @Transactional
    TaggingRule create(CorpId corpId, Rules.Draft draft, String actor) {
        rules.lock(corpId);
        if (rules.count(corpId) >= MOST_RULES) {
            throw Conflict.of("rules_full", MOST_RULES);
        }
        Instant now = clock.instant();
        checkTags(corpId, draft.definition());
        return changed(corpId, rules.add(corpId, draft, actor, now), now);
    }

    @Transactional
    TaggingRule edit(CorpId corpId, long id, IfMatch ifMatch, Rules.Draft draft, String actor) {
        TaggingRule before = lock(corpId, id);
        ifMatch.check(before.revision());
        Instant now = clock.instant();
        checkTags(corpId, draft.definition());
        rules.edit(before, draft, actor, now);
        return changed(corpId, id, now);
    }

    @Transactional
    TaggingRule enable(CorpId corpId, long id, boolean enabled) {
        TaggingRule before = lock(corpId, id);
        if (before.enabled() == enabled) {
            return before;
        }
        Instant now = clock.instant();
        rules.enable(before, enabled, now);
        return changed(corpId, id, now);
    }

    @Transactional
    void delete(CorpId corpId, long id, IfMatch ifMatch) {
        TaggingRule rule = lock(corpId, id);
        ifMatch.check(rule.revision());
        rules.delete(rule, clock.instant());
    }

    private TaggingRule lock(CorpId corpId, long id) {
        rules.lock(corpId);
        return rules.find(corpId, id).orElseThrow(() -> NotFound.of("tagging-rule"));
    }

    private TaggingRule changed(CorpId corpId, long id, Instant now) {
        TaggingRule rule = rules.find(corpId, id).orElseThrow();
        if (rule.enabled()) {
            checkLoops(rule);
            if (rule.when().leaves(true).anyMatch(leaf -> leaf.condition() instanceof Condition.Idle)) {
                work.submit(SweepIdle.request(corpId, id, now));
            }
        }
        return rule;
    }

    /** @throws InvalidRequest naming the rules of a loop */
    private void checkLoops(TaggingRule rule) {
        List<TaggingRule> others = rules.enabled(rule.corpId()).stream()
                .filter(other -> other.id() != rule.id())
                .toList();
        List<TaggingRule> cycle = graph(rule, others).cycle(rule, others);
        if (!cycle.isEmpty()) {
            String names = cycle.stream()
                    .map(one -> one.name() + (one.id() == rule.id() ? "" : " (" + one.id() + ")"))
                    .collect(Collectors.joining(" → "));
            throw InvalidRequest.field("then", "rule_loop", names);
        }
    }

    private RuleGraph graph(TaggingRule rule, List<TaggingRule> others) {
        Set<TagId> added = Stream.concat(Stream.of(rule), others.stream())
                .flatMap(one -> one.action().add().stream())
                .collect(Collectors.toSet());
        return new RuleGraph(book.displaced(rule.corpId(), added));
    }

    /** @throws InvalidRequest naming where tags are that are not there, or not any more */
    void checkTags(CorpId corpId, RuleDefinition definition) {
        Map<String, TagId> named = new LinkedHashMap<>();
        TagPaths.of(definition).forEach(place -> named.put(place.path(), place.tagId()));
        Set<TagId> there = book.find(corpId, new HashSet<>(named.values())).keySet();
        List<FieldProblem> problems = new ArrayList<>();
        named.forEach((path, tagId) -> {
            if (!there.contains(tagId)) {
                problems.add(new FieldProblem(path, "not_found"));
            }
        });
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(problems);
        }
    }
}
