package scrm.tag.corptag;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.events.TagGroupId;
import scrm.events.TagId;
import scrm.wecom.Caller;
import scrm.wecom.CorpTags;
import scrm.wecom.StrategyTags;
import scrm.wecom.StrategyTags.StrategyTagGroup;
import scrm.wecom.WeComException;
import scrm.wecom.WeComException.Kind;

/** The corp's tags in WeCom, in our words. */
@Service
class WeComTags {
    /** A tag of this name is there already. */
    private static final int NAME_EXISTS = 40071;

    private static final int NO_SUCH_TAG = 40068;

    private final CorpTags corpTags;
    private final StrategyTags strategyTags;
    private final Clock clock;

    WeComTags(CorpTags corpTags, StrategyTags strategyTags, Clock clock) {
        this.corpTags = corpTags;
        this.strategyTags = strategyTags;
        this.clock = clock;
    }

    /**
     * What was seen.
     *
     * @param groups groups with tags
     * @param strategies whether strategies' groups were looked at
     * @param at when the reading began
     */
    record Seen(List<TagGroup> groups, boolean strategies, Instant at) {}

    /** All groups of the corp's own. */
    Seen list(Caller caller) {
        Instant at = clock.instant();
        return new Seen(own(caller), false, at);
    }

    /** All groups, strategies' too; an application that may not see those has none. */
    Seen listAll(Caller caller) {
        Instant at = clock.instant();
        List<TagGroup> groups = new ArrayList<>(own(caller));
        try {
            strategyTags.list(caller).stream().map(WeComTags::ours).forEach(groups::add);
            return new Seen(groups, true, at);
        } catch (WeComException e) {
            if (e.kind() == Kind.REFUSED || e.kind() == Kind.MISCONFIGURED) {
                return new Seen(groups, false, at);
            }
            throw e;
        }
    }

    private List<TagGroup> own(Caller caller) {
        return corpTags.list(caller).stream().map(group -> ours(null, group)).toList();
    }

    /**
     * Makes tags in a group. Whoever asks twice, or for what somebody else has just made, gets what is there: WeCom's
     * word for a name that exists, or an answer without it, sends us to the list.
     */
    Seen add(Caller caller, String groupName, List<String> names) {
        try {
            TagGroup added = ours(null, corpTags.add(caller, groupName, names));
            Seen seen = new Seen(List.of(added), false, clock.instant());
            return missing(seen, groupName, names).isEmpty() ? seen : list(caller);
        } catch (WeComException e) {
            if (e.errcode() == NAME_EXISTS) {
                return list(caller);
            }
            throw e;
        }
    }

    /** The same in a strategy's group; the answer may have all strategies' groups. */
    Seen add(Caller caller, long strategyId, String groupName, List<String> names) {
        try {
            TagGroup added = ours(strategyTags.add(caller, strategyId, groupName, names));
            return new Seen(List.of(added), false, clock.instant());
        } catch (WeComException e) {
            if (e.errcode() == NAME_EXISTS) {
                return listAll(caller);
            }
            throw e;
        }
    }

    /** Renames or reorders a tag or a group; null leaves as it is. */
    void edit(Caller caller, @Nullable Long strategyId, String id, @Nullable String name, @Nullable Long order) {
        if (strategyId == null) {
            corpTags.edit(caller, id, name, order);
        } else {
            strategyTags.edit(caller, id, name, order);
        }
    }

    /** Deletes tags or groups; what is gone already counts as deleted. */
    void delete(Caller caller, @Nullable Long strategyId, List<TagId> tagIds, List<TagGroupId> groupIds) {
        try {
            if (strategyId == null) {
                corpTags.delete(caller, tagIds, groupIds);
            } else {
                strategyTags.delete(caller, tagIds, groupIds);
            }
        } catch (WeComException e) {
            if (e.errcode() != NO_SUCH_TAG) {
                throw e;
            }
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

    private static TagGroup ours(StrategyTagGroup group) {
        return ours(group.strategyId(), group.group());
    }

    private static TagGroup ours(@Nullable Long strategyId, CorpTags.TagGroup group) {
        return new TagGroup(
                group.tagGroupId(),
                group.name(),
                group.createTime(),
                group.order(),
                strategyId,
                tags(group).collect(Collectors.toList()));
    }

    private static Stream<CorpTag> tags(CorpTags.TagGroup group) {
        return group.tags().stream()
                .filter(tag -> !tag.deleted())
                .map(tag -> new CorpTag(
                        tag.tagId(), group.tagGroupId(), group.name(), tag.name(), tag.createTime(), tag.order()));
    }
}
