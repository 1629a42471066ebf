package scrm.sop.fact;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.messaging.WorkQueue;

/**
 * Which tag of a group a contact has, by its name. Names are kept here, so that a batch of texts is a query and not a
 * call; they are read anew when WeCom tells of a change, and where they are used once an hour.
 */
@Service
public class TagNames {
    /** A change of which nobody was told is known after so long. */
    static final Duration LAST = Duration.ofHours(1);

    private final TagSource source;
    private final KnownTags known;
    private final TagFacts facts;
    private final WorkQueue work;
    private final TransactionTemplate transaction;
    private final Clock clock;

    TagNames(
            TagSource source,
            KnownTags known,
            TagFacts facts,
            WorkQueue work,
            TransactionTemplate transaction,
            Clock clock) {
        this.source = source;
        this.known = known;
        this.facts = facts;
        this.work = work;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Those of some groups, by id or name, that the corp has not. Asks tag-service, so in no transaction.
     *
     * @throws scrm.rest.Unavailable if it cannot be asked now
     */
    public Set<String> unknown(CorpId corpId, Collection<String> groups) {
        Instant now = clock.instant();
        List<NamedTag> all = source.all(corpId);
        transaction.executeWithoutResult(_ -> known.replace(corpId, all, now));
        Set<String> unknown = new TreeSet<>(groups);
        unknown.removeIf(group -> all.stream().anyMatch(tag -> tag.isOf(group)));
        return unknown;
    }

    /** Has names read anew within moments if that was long ago, in the running transaction. */
    public void refresh(CorpId corpId) {
        Instant now = clock.instant();
        Optional<Instant> readAt = known.readAt(corpId);
        if (readAt.isEmpty() || readAt.get().plus(LAST).isBefore(now)) {
            work.submit(TagNamesWorker.request(corpId, now));
        }
    }

    /**
     * The tag of each of these groups that each contact has, by the group as it is named here. Of several the one that
     * stands first; contacts without any are missing.
     */
    public Map<ExternalUserId, Map<String, String>> of(
            CorpId corpId, Collection<ExternalUserId> contacts, Collection<String> groups) {
        List<NamedTag> tags = known.ofGroups(corpId, groups);
        Map<ExternalUserId, Map<String, String>> names = new HashMap<>();
        facts.of(corpId, contacts, tags.stream().map(NamedTag::tagId).toList()).forEach((contact, held) -> {
            Map<String, String> own = names.computeIfAbsent(contact, _ -> new HashMap<>());
            for (NamedTag tag : tags) {
                if (held.contains(tag.tagId())) {
                    groups.stream().filter(tag::isOf).forEach(group -> own.putIfAbsent(group, tag.name()));
                }
            }
        });
        return names;
    }
}
