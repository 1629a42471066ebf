package scrm.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * {@code change_external_tag}: corp tags were changed in WeCom itself; deleting a group sends nothing for its tags.
 * Source: document 92130.
 */
public sealed interface CorpTagEvent extends WeComEvent {
    @Override
    default Topic topic() {
        return Topic.CORP_TAG;
    }

    @Override
    default String key() {
        return corpId().value();
    }

    /**
     * {@code create}, {@code TagType} tag.
     *
     * @param tagId the tag
     * @param strategyId the rule group that it belongs to, if any
     */
    record CorpTagCreated(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            TagId tagId,
            @Nullable Long strategyId) implements CorpTagEvent {}

    /**
     * {@code update}, {@code TagType} tag.
     *
     * @param tagId the tag
     * @param strategyId the rule group that it belongs to, if any
     */
    record CorpTagUpdated(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            TagId tagId,
            @Nullable Long strategyId) implements CorpTagEvent {}

    /**
     * {@code delete}, {@code TagType} tag.
     *
     * @param tagId the tag
     * @param strategyId the rule group that it belongs to, if any
     */
    record CorpTagDeleted(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            TagId tagId,
            @Nullable Long strategyId) implements CorpTagEvent {}

    /**
     * {@code create}, {@code TagType} tag_group.
     *
     * @param tagGroupId the group of tags
     * @param strategyId the rule group that it belongs to, if any
     */
    record TagGroupCreated(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            TagGroupId tagGroupId,
            @Nullable Long strategyId) implements CorpTagEvent {}

    /**
     * {@code update}, {@code TagType} tag_group.
     *
     * @param tagGroupId the group of tags
     * @param strategyId the rule group that it belongs to, if any
     */
    record TagGroupUpdated(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            TagGroupId tagGroupId,
            @Nullable Long strategyId) implements CorpTagEvent {}

    /**
     * {@code delete}, {@code TagType} tag_group.
     *
     * @param tagGroupId the group of tags
     * @param strategyId the rule group that it belongs to, if any
     */
    record TagGroupDeleted(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            TagGroupId tagGroupId,
            @Nullable Long strategyId) implements CorpTagEvent {}

    /**
     * {@code shuffle}: the order changed; read it again.
     *
     * @param tagGroupId the group whose order changed; absent: all
     * @param strategyId the rule group that it belongs to, if any
     */
    record CorpTagsShuffled(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            @Nullable TagGroupId tagGroupId,
            @Nullable Long strategyId) implements CorpTagEvent {}
}
