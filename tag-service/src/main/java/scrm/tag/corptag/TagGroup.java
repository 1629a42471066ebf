package scrm.tag.corptag;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.TagGroupId;

/**
 * A group of corp tags as WeCom has it.
 *
 * @param groupId WeCom's id
 * @param name unique in the corp, or in the strategy
 * @param createTime when it was made
 * @param order the larger stands first
 * @param strategyId the customer strategy (规则组) whose members alone see it; absent: everybody sees it
 * @param tags its tags, deleted ones left out
 */
record TagGroup(
        TagGroupId groupId,
        String name,
        Instant createTime,
        long order,
        @Nullable Long strategyId,
        List<CorpTag> tags) {
    TagGroup {
        tags = List.copyOf(tags);
    }

    /** The same with another name and order. */
    TagGroup edited(String newName, long newOrder) {
        return new TagGroup(groupId, newName, createTime, newOrder, strategyId, tags);
    }

    /** The same with one tag alone. */
    TagGroup with(CorpTag tag) {
        return new TagGroup(groupId, name, createTime, order, strategyId, List.of(tag));
    }
}
