package scrm.wecom.wxjava;

import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.TagGroupId;
import scrm.events.TagId;
import scrm.wecom.Caller;
import scrm.wecom.StrategyTags;
import scrm.wecom.wxjava.WxJavaCorpTags.Delete;
import scrm.wecom.wxjava.WxJavaCorpTags.Edit;
import scrm.wecom.wxjava.WxJavaCorpTags.GroupFields;
import scrm.wecom.wxjava.WxJavaCorpTags.NewTag;
import scrm.wecom.wxjava.WxJavaCorpTags.TagFields;

/** WxJava has none of these calls. */
final class WxJavaStrategyTags implements StrategyTags {
    private final WxJavaCalls calls;

    WxJavaStrategyTags(WxJavaCalls calls) {
        this.calls = calls;
    }

    @Override
    public List<StrategyTagGroup> list(Caller caller) {
        return calls.post(
                caller,
                Api.GET_STRATEGY_TAG_LIST,
                new Everything(),
                Groups.class,
                answer -> WxJavaJson.list(answer.tagGroup, WxJavaStrategyTags::group));
    }

    @Override
    public StrategyTagGroup add(Caller caller, long strategyId, String groupName, List<String> tagNames) {
        AddTags request = new AddTags(
                strategyId, groupName, tagNames.stream().map(NewTag::new).toList());
        return calls.post(caller, Api.ADD_STRATEGY_TAG, request, Added.class, answer -> group(answer.tagGroup));
    }

    @Override
    public void edit(Caller caller, String tagOrGroupId, @Nullable String name, @Nullable Long order) {
        calls.post(caller, Api.EDIT_STRATEGY_TAG, new Edit(tagOrGroupId, name, order));
    }

    @Override
    public void delete(Caller caller, List<TagId> tagIds, List<TagGroupId> tagGroupIds) {
        calls.post(caller, Api.DEL_STRATEGY_TAG, new Delete(WxJavaJson.values(tagIds), WxJavaJson.values(tagGroupIds)));
    }

    private static StrategyTagGroup group(StrategyGroupFields group) {
        return new StrategyTagGroup(
                group.strategyId,
                WxJavaCorpTags.group(
                        new GroupFields(group.groupId, group.groupName, group.createTime, group.order, group.tag)));
    }

    private record Everything() {}

    private record Groups(@Nullable List<StrategyGroupFields> tagGroup) {}

    private record StrategyGroupFields(
            long strategyId,
            String groupId,
            @Nullable String groupName,
            long createTime,
            long order,
            @Nullable List<TagFields> tag) {}

    private record AddTags(long strategyId, String groupName, List<NewTag> tag) {}

    private record Added(StrategyGroupFields tagGroup) {}
}
