package scrm.wecom.wxjava;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.ExternalUserId;
import scrm.events.TagGroupId;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.wecom.Caller;
import scrm.wecom.CorpTags;

final class WxJavaCorpTags implements CorpTags {
    private final WxJavaCalls calls;

    WxJavaCorpTags(WxJavaCalls calls) {
        this.calls = calls;
    }

    @Override
    public List<TagGroup> list(Caller caller) {
        return listGroups(caller, List.of());
    }

    @Override
    public List<TagGroup> listGroups(Caller caller, List<TagGroupId> tagGroupIds) {
        return calls.post(
                caller,
                Api.GET_CORP_TAG_LIST,
                new GroupsOf(WxJavaJson.values(tagGroupIds)),
                Groups.class,
                answer -> WxJavaJson.list(answer.tagGroup, WxJavaCorpTags::group));
    }

    @Override
    public TagGroup add(Caller caller, String groupName, List<String> tagNames) {
        AddTags request =
                new AddTags(groupName, tagNames.stream().map(NewTag::new).toList());
        return calls.post(caller, Api.ADD_CORP_TAG, request, Added.class, answer -> group(answer.tagGroup));
    }

    @Override
    public void edit(Caller caller, String tagOrGroupId, @Nullable String name, @Nullable Long order) {
        calls.post(caller, Api.EDIT_CORP_TAG, new Edit(tagOrGroupId, name, order));
    }

    @Override
    public void delete(Caller caller, List<TagId> tagIds, List<TagGroupId> tagGroupIds) {
        calls.post(caller, Api.DEL_CORP_TAG, new Delete(WxJavaJson.values(tagIds), WxJavaJson.values(tagGroupIds)));
    }

    @Override
    public void mark(Caller caller, UserId userId, ExternalUserId externalUserId, List<TagId> add, List<TagId> remove) {
        calls.post(
                caller,
                Api.MARK_TAG,
                new Mark(userId.value(), externalUserId.value(), WxJavaJson.values(add), WxJavaJson.values(remove)));
    }

    @Override
    public Duration markingTime(Caller caller, long count) {
        return calls.outlook(caller, Api.MARK_TAG, count);
    }

    static TagGroup group(GroupFields group) {
        return new TagGroup(
                new TagGroupId(group.groupId),
                group.groupName == null ? "" : group.groupName,
                Instant.ofEpochSecond(group.createTime),
                group.order,
                WxJavaJson.list(group.tag, WxJavaCorpTags::tag));
    }

    private static CorpTag tag(TagFields tag) {
        return new CorpTag(
                new TagId(tag.id),
                tag.name == null ? "" : tag.name,
                Instant.ofEpochSecond(tag.createTime),
                tag.order,
                tag.deleted);
    }

    private record GroupsOf(@Nullable List<String> groupId) {}

    private record Groups(@Nullable List<GroupFields> tagGroup) {}

    record GroupFields(
            String groupId,
            @Nullable String groupName,
            long createTime,
            long order,
            @Nullable List<TagFields> tag) {}

    record TagFields(String id, @Nullable String name, long createTime, long order, boolean deleted) {}

    private record AddTags(String groupName, List<NewTag> tag) {}

    record NewTag(String name) {}

    private record Added(GroupFields tagGroup) {}

    record Edit(String id, @Nullable String name, @Nullable Long order) {}

    record Delete(@Nullable List<String> tagId, @Nullable List<String> groupId) {}

    private record Mark(
            String userid,
            String externalUserid,
            @Nullable List<String> addTag,
            @Nullable List<String> removeTag) {}
}
