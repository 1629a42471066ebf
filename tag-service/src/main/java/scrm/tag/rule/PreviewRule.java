package scrm.tag.rule;

import static java.util.stream.Collectors.groupingBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.events.TagId;
import scrm.tag.corptag.CorpTag;
import scrm.tag.corptag.CorpTagBook;
import scrm.tag.rule.Preview.Conflict;
import scrm.tag.rule.Preview.Reason;
import scrm.tag.rule.Previews.Question;

/** Tells what a rule would have done to the contacts of the last days, before anybody saves it. */
@Service
class PreviewRule {
    private static final int SAMPLE = 20;

    private final Rules rules;
    private final Previews previews;
    private final CorpTagBook book;
    private final List<ExclusiveGroups> exclusive;
    private final Clock clock;

    PreviewRule(Rules rules, Previews previews, CorpTagBook book, List<ExclusiveGroups> exclusive, Clock clock) {
        this.rules = rules;
        this.previews = previews;
        this.book = book;
        this.exclusive = List.copyOf(exclusive);
        this.clock = clock;
    }

    /** @param ruleId the rule that is edited; absent: it is a new one */
    Preview preview(CorpId corpId, RuleDefinition definition, int lastDays, @Nullable Long ruleId) {
        Instant now = clock.instant();
        Question question = new Question(corpId, definition.condition(), now.minus(Duration.ofDays(lastDays)), now);
        TaggingRule.Action action = definition.action();
        long contacts = previews.count(question);
        List<Conflict> conflicts = new ArrayList<>(otherRules(question, action, ruleId));
        conflicts.addAll(groups(question, action, contacts));
        return new Preview(contacts, previews.sample(question, SAMPLE), conflicts);
    }

    private List<Conflict> otherRules(Question question, TaggingRule.Action action, @Nullable Long ruleId) {
        List<Conflict> uncounted = new ArrayList<>();
        for (TaggingRule other : rules.enabled(question.corpId())) {
            if (ruleId == null || other.id() != ruleId) {
                against(
                        Reason.RULE_REMOVES_TAG,
                        other,
                        action.add(),
                        other.action().remove(),
                        uncounted);
                against(
                        Reason.RULE_ADDS_TAG,
                        other,
                        action.remove(),
                        other.action().add(),
                        uncounted);
            }
        }
        Map<Long, Long> counts = previews.firedFor(
                question, uncounted.stream().map(Conflict::ruleId).collect(Collectors.toSet()));
        return uncounted.stream()
                .map(one -> new Conflict(
                        one.reason(), one.ruleId(), one.name(), one.tagIds(), counts.getOrDefault(one.ruleId(), 0L)))
                .toList();
    }

    private static void against(
            Reason reason, TaggingRule other, List<TagId> ours, List<TagId> theirs, List<Conflict> conflicts) {
        List<TagId> both = ours.stream().filter(theirs::contains).toList();
        if (!both.isEmpty()) {
            conflicts.add(new Conflict(reason, other.id(), other.name(), both, 0));
        }
    }

    private List<Conflict> groups(Question question, TaggingRule.Action action, long contacts) {
        CorpId corpId = question.corpId();
        Map<TagId, CorpTag> added = book.find(corpId, Set.copyOf(action.add()));
        Map<String, List<TagId>> byGroup = added.values().stream()
                .collect(groupingBy(CorpTag::groupName, Collectors.mapping(CorpTag::tagId, Collectors.toList())));
        Set<String> single = book.exclusive(corpId, added.keySet()).keySet().stream()
                .map(tagId -> Objects.requireNonNull(added.get(tagId)).groupName())
                .collect(Collectors.toCollection(HashSet::new));
        exclusive.forEach(one -> single.addAll(one.among(corpId, byGroup.keySet())));
        return byGroup.entrySet().stream()
                .filter(group -> single.contains(group.getKey()))
                .map(group -> new Conflict(
                        Reason.EXCLUSIVE_GROUP,
                        null,
                        group.getKey(),
                        group.getValue(),
                        group.getValue().size() > 1
                                ? contacts
                                : previews.withOtherTags(question, group.getKey(), group.getValue())))
                .filter(conflict -> conflict.contacts() > 0)
                .toList();
    }
}
