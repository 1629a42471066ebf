package scrm.tag.corptag;

import java.time.Instant;
import java.util.List;

import scrm.events.TagGroupId;

/**
 * A group of corp tags.
 *
 * @param groupId WeCom's id
 * @param name unique in the corp
 * @param createTime when it was made
 * @param order the larger stands first
 * @param tags those that are not deleted, in order
 */
record TagGroup(TagGroupId groupId, String name, Instant createTime, long order, List<CorpTag> tags) {
    TagGroup {
        tags = List.copyOf(tags);
    }
}
