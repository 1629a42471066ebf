package scrm.wecom;

import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.TagGroupId;
import scrm.events.TagId;
import scrm.wecom.CorpTags.TagGroup;

/**
 * Tags of customer strategies (规则组): corp tags that only the members of one rule group see. An application reaches
 * those of its own strategies only; they are marked as all others are. Source: document 94882.
 */
public interface StrategyTags {
    /** The groups of all strategies, with their tags, {@code get_strategy_tag_list}. */
    List<StrategyTagGroup> list(Caller caller);

    /** Adds tags to a strategy's group by its name, making the group if it is missing, {@code add_strategy_tag}. */
    StrategyTagGroup add(Caller caller, long strategyId, String groupName, List<String> tagNames);

    /** Renames or reorders a tag or a tag group, {@code edit_strategy_tag}; null leaves as it is. */
    void edit(Caller caller, String tagOrGroupId, @Nullable String name, @Nullable Long order);

    /** Deletes tags and whole groups, {@code del_strategy_tag}; the last tag takes its group along. */
    void delete(Caller caller, List<TagId> tagIds, List<TagGroupId> tagGroupIds);

    /** A group and whose it is. */
    record StrategyTagGroup(long strategyId, TagGroup group) {}
}
