package scrm.tag.corptag;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

import scrm.wecom.Caller;
import scrm.wecom.CorpTags;
import scrm.wecom.WeComException;

/** The corp's tags in WeCom, in our words. */
@Service
class WeComTags {
    /** A tag of this name is there already. */
    private static final int NAME_EXISTS = 40071;

    private final CorpTags corpTags;
    private final Clock clock;

    WeComTags(CorpTags corpTags, Clock clock) {
        this.corpTags = corpTags;
        this.clock = clock;
    }

    /**
     * What was seen.
     *
     * @param groups groups with tags
     * @param at when the reading began
     */
    record Seen(List<TagGroup> groups, Instant at) {}

    /** All groups. */
    Seen list(Caller caller) {
        Instant at = clock.instant();
        return new Seen(corpTags.list(caller).stream().map(WeComTags::ours).toList(), at);
    }

    /**
     * Makes tags in a group. Whoever asks twice, or for what somebody else has just made, gets what is there: WeCom's
     * word for a name that exists, or an answer without it, sends us to the list.
     */
    Seen add(Caller caller, String groupName, List<String> names) {
        try {
            TagGroup added = ours(corpTags.add(caller, groupName, names));
            Seen seen = new Seen(List.of(added), clock.instant());
            return missing(seen, groupName, names).isEmpty() ? seen : list(caller);
        } catch (WeComException e) {
            if (e.errcode() == NAME_EXISTS) {
                return list(caller);
            }
            throw e;
        }
    }

    /** The names that were not seen in the group. */
    static Set<String> missing(Seen seen, String groupName, List<String> names) {
        Set<String> missing = new HashSet<>(names);
        seen.groups().stream()
                .filter(group -> group.name().equals(groupName))
                .flatMap(group -> group.tags().stream())
                .map(CorpTag::name)
                .forEach(missing::remove);
        return missing;
    }

    private static TagGroup ours(CorpTags.TagGroup group) {
        return new TagGroup(
                group.tagGroupId(),
                group.name(),
                group.createTime(),
                group.order(),
                tags(group).collect(Collectors.toList()));
    }

    private static Stream<CorpTag> tags(CorpTags.TagGroup group) {
        return group.tags().stream()
                .filter(tag -> !tag.deleted())
                .map(tag -> new CorpTag(
                        tag.tagId(), group.tagGroupId(), group.name(), tag.name(), tag.createTime(), tag.order()));
    }
}
