package scrm.tag.rule;

import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.events.TagId;
import scrm.tag.corptag.TagUse;

/** Rules that fire ask for tags and set them. */
@Service
class RuleTagUse implements TagUse {
    private final Rules rules;

    RuleTagUse(Rules rules) {
        this.rules = rules;
    }

    @Override
    public Set<TagId> inUse(CorpId corpId) {
        return rules.enabled(corpId).stream()
                .flatMap(rule -> TagPaths.of(rule.definition()).stream())
                .map(TagPaths.Place::tagId)
                .collect(Collectors.toSet());
    }
}
