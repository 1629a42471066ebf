package scrm.tag.corptag;

import java.time.Instant;

import scrm.events.TagGroupId;
import scrm.events.TagId;

/**
 * A corp tag.
 *
 * @param tagId WeCom's id
 * @param groupId its group
 * @param groupName its group's name
 * @param name unique in its group
 * @param createTime when it was made
 * @param order the larger stands first
 */
public record CorpTag(TagId tagId, TagGroupId groupId, String groupName, String name, Instant createTime, long order) {}
