package scrm.tag.corptag;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.tag.corptag.WeComTags.Seen;
import scrm.wecom.Caller;
import scrm.wecom.WeComException;

/** Makes the tags that are wanted and missing, all of a group in one call. */
@Component
class EnsureTagsWorker implements WorkHandler<EnsureTags> {
    private static final Duration UNTIL_SEEN = Duration.ofSeconds(5);

    private final TagGroups groups;
    private final CorpTagBook book;
    private final WeComTags wecom;
    private final Clock clock;

    EnsureTagsWorker(TagGroups groups, CorpTagBook book, WeComTags wecom, Clock clock) {
        this.groups = groups;
        this.book = book;
        this.wecom = wecom;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return EnsureTags.KIND;
    }

    @Override
    public Class<EnsureTags> payloadType() {
        return EnsureTags.class;
    }

    @Override
    public Settlement handle(Work<EnsureTags> work) {
        String groupName = work.payload().groupName();
        List<String> wanted = groups.wanted(work.corpId(), groupName);
        Set<String> known = known(work, wanted);
        List<String> missing =
                wanted.stream().filter(name -> !known.contains(name)).toList();
        if (missing.isEmpty()) {
            Instant now = clock.instant();
            return Settlement.done(() -> book.ensured(work.corpId(), groupName, List.of(), wanted, now));
        }
        try {
            Seen seen = wecom.add(Caller.bulk(work.corpId()), groupName, missing);
            if (!WeComTags.missing(seen, groupName, missing).isEmpty()) {
                return Settlement.retry("WeCom does not show yet what it made", UNTIL_SEEN);
            }
            return Settlement.done(() -> book.ensured(work.corpId(), groupName, seen.groups(), wanted, seen.at()));
        } catch (WeComException e) {
            return switch (e.kind()) {
                // A lost reply is no harm: what was made is found by its name.
                case RETRYABLE, IN_DOUBT -> Settlement.retry(e.toString(), e.retryAfter());
                case MISCONFIGURED -> Settlement.retry(e.toString(), e.untilMended());
                case REFUSED ->
                    Settlement.rejected(
                            e.toString(), () -> book.refused(work.corpId(), groupName, missing, e.errcode()));
            };
        }
    }

    private Set<String> known(Work<EnsureTags> work, List<String> wanted) {
        List<TagName> names = wanted.stream()
                .map(name -> new TagName(work.payload().groupName(), name))
                .toList();
        return Set.copyOf(groups.find(work.corpId(), names).keySet().stream()
                .map(TagName::name)
                .toList());
    }
}
