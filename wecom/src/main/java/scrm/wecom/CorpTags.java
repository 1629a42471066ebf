package scrm.wecom;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.ExternalUserId;
import scrm.events.TagGroupId;
import scrm.events.TagId;
import scrm.events.UserId;

/** Corp tags. Source: documents 92117, 92118. */
public interface CorpTags {
    /** All groups with their tags, {@code get_corp_tag_list}. */
    List<TagGroup> list(Caller caller);

    /** The groups named, deleted tags included, {@code get_corp_tag_list}. */
    List<TagGroup> listGroups(Caller caller, List<TagGroupId> tagGroupIds);

    /** Adds tags to a group by its name, making the group if it is missing, {@code add_corp_tag}. */
    TagGroup add(Caller caller, String groupName, List<String> tagNames);

    /** Renames or reorders a tag or a tag group, {@code edit_corp_tag}; null leaves as it is. */
    void edit(Caller caller, String tagOrGroupId, @Nullable String name, @Nullable Long order);

    /** Deletes tags and whole groups, {@code del_corp_tag}; the last tag takes its group along. */
    void delete(Caller caller, List<TagId> tagIds, List<TagGroupId> tagGroupIds);

    /**
     * Adds and removes tags of one member's contact, {@code mark_tag}; idempotent. One call per pair at a time (45035).
     */
    void mark(Caller caller, UserId userId, ExternalUserId externalUserId, List<TagId> add, List<TagId> remove);

    /** The least time that so many {@link #mark} take at the pace of the quota that is left; asks nobody. */
    Duration markingTime(Caller caller, long calls);

    record TagGroup(TagGroupId tagGroupId, String name, Instant createTime, long order, List<CorpTag> tags) {
        public TagGroup {
            tags = List.copyOf(tags);
        }
    }

    record CorpTag(TagId tagId, String name, Instant createTime, long order, boolean deleted) {}
}
