package scrm.tag.rule;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;

/** The rules that fire; read anew only when a corp's rules changed. */
@Service
public class RuleBook {
    private final Rules rules;
    private final Map<CorpId, Page> pages = new ConcurrentHashMap<>();

    RuleBook(Rules rules) {
        this.rules = rules;
    }

    /** A corp's rules as of a generation. */
    private record Page(long generation, List<TaggingRule> rules) {}

    /** The enabled rules of corps as they are now, the lowest priority first; one query if nothing changed. */
    public Map<CorpId, List<TaggingRule>> enabled(Collection<CorpId> corpIds) {
        if (corpIds.isEmpty()) {
            return Map.of();
        }
        Map<CorpId, List<TaggingRule>> enabled = new HashMap<>();
        rules.generations(Set.copyOf(corpIds))
                .forEach((corpId, generation) ->
                        enabled.put(corpId, page(corpId, generation).rules()));
        return enabled;
    }

    /** Rules that are read while they are edited are those before or after it; after it, the generation differs. */
    private Page page(CorpId corpId, long generation) {
        return pages.compute(
                corpId,
                (_, known) -> known != null && known.generation() == generation
                        ? known
                        : new Page(generation, List.copyOf(rules.enabled(corpId))));
    }

    /** A rule that fires. */
    public Optional<TaggingRule> enabled(CorpId corpId, long id) {
        return rules.find(corpId, id).filter(TaggingRule::enabled);
    }

    /** Whether there is such a rule, enabled or not. */
    public boolean has(CorpId corpId, long id) {
        return rules.find(corpId, id).isPresent();
    }
}
