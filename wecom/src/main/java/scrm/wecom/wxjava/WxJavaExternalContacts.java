package scrm.wecom.wxjava;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.wecom.Caller;
import scrm.wecom.ExternalContacts;
import scrm.wecom.WeComException;

final class WxJavaExternalContacts implements ExternalContacts {
    private static final int NO_CONTACT = 84061;
    private static final int CORP_TAG = 1;

    private final WxJavaCalls calls;

    WxJavaExternalContacts(WxJavaCalls calls) {
        this.calls = calls;
    }

    @Override
    public List<UserId> followUsers(Caller caller) {
        return calls.get(
                caller,
                Api.GET_FOLLOW_USER_LIST,
                Map.of(),
                FollowUsers.class,
                answer -> WxJavaJson.list(answer.followUser, UserId::new));
    }

    @Override
    public List<ExternalUserId> list(Caller caller, UserId userId) {
        try {
            return calls.get(
                    caller,
                    Api.LIST_CONTACTS,
                    Map.of("userid", userId.value()),
                    Contacts.class,
                    answer -> WxJavaJson.list(answer.externalUserid, ExternalUserId::new));
        } catch (WeComException e) {
            if (e.errcode() == NO_CONTACT) {
                return List.of();
            }
            throw e;
        }
    }

    @Override
    public ExternalContact get(Caller caller, ExternalUserId externalUserId) {
        List<FollowUser> followUsers = new ArrayList<>();
        Map<String, String> query = new LinkedHashMap<>();
        query.put("external_userid", externalUserId.value());
        while (true) {
            ContactPage page = calls.get(
                    caller,
                    Api.GET_CONTACT,
                    query,
                    Contact.class,
                    answer -> new ContactPage(
                            contact(
                                    answer.externalContact,
                                    WxJavaJson.list(answer.followUser, WxJavaExternalContacts::followUser)),
                            WxJavaJson.text(answer.nextCursor)));
            followUsers.addAll(page.contact.followUsers());
            if (page.nextCursor == null) {
                return page.contact.withFollowUsers(followUsers);
            }
            query.put("cursor", page.nextCursor);
        }
    }

    @Override
    public Batch batchGetByUser(Caller caller, List<UserId> userIds, @Nullable String cursor, int limit) {
        return calls.post(
                caller,
                Api.BATCH_GET_BY_USER,
                new BatchOf(userIds.stream().map(UserId::value).toList(), cursor, limit),
                BatchAnswer.class,
                answer -> new Batch(
                        WxJavaJson.page(
                                answer.externalContactList,
                                answer.nextCursor,
                                item -> contact(item.externalContact, List.of(followUser(item.followInfo)))),
                        answer.failInfo == null
                                ? List.of()
                                : WxJavaJson.list(answer.failInfo.unlicensedUseridList, UserId::new)));
    }

    @Override
    public void remark(Caller caller, UserId userId, ExternalUserId externalUserId, Remark remark) {
        List<String> mobiles = remark.remarkMobiles();
        calls.post(
                caller,
                Api.REMARK,
                new SetRemark(
                        userId.value(),
                        externalUserId.value(),
                        remark.remark(),
                        remark.description(),
                        // WeCom clears by a list with an empty string and ignores an empty list.
                        mobiles != null && mobiles.isEmpty() ? List.of("") : mobiles));
    }

    private static ExternalContact contact(ContactFields contact, List<FollowUser> followUsers) {
        return new ExternalContact(
                new ExternalUserId(contact.externalUserid),
                contact.name == null ? "" : contact.name,
                WxJavaJson.text(contact.avatar),
                contact.type,
                contact.gender,
                WxJavaJson.text(contact.unionid),
                WxJavaJson.text(contact.corpName),
                followUsers);
    }

    private static FollowUser followUser(FollowFields follow) {
        List<Tag> tags = new ArrayList<>(WxJavaJson.list(follow.tags, WxJavaExternalContacts::tag));
        tags.addAll(WxJavaJson.list(follow.tagId, id -> new Tag(new TagId(id), null, null, CORP_TAG)));
        return new FollowUser(
                new UserId(follow.userid),
                follow.remark == null ? "" : follow.remark,
                follow.description == null ? "" : follow.description,
                Instant.ofEpochSecond(follow.createtime),
                tags,
                WxJavaJson.list(follow.remarkMobiles, mobile -> mobile),
                follow.addWay,
                WxJavaJson.text(follow.operUserid),
                WxJavaJson.state(follow.state));
    }

    private static Tag tag(TagFields tag) {
        String id = WxJavaJson.text(tag.tagId);
        return new Tag(id == null ? null : new TagId(id), tag.groupName, tag.tagName, tag.type);
    }

    private record FollowUsers(@Nullable List<String> followUser) {}

    private record Contacts(@Nullable List<String> externalUserid) {}

    private record Contact(
            ContactFields externalContact,
            @Nullable List<FollowFields> followUser,
            @Nullable String nextCursor) {}

    private record ContactPage(
            ExternalContact contact, @Nullable String nextCursor) {}

    private record ContactFields(
            String externalUserid,
            @Nullable String name,
            @Nullable String avatar,
            int type,
            int gender,
            @Nullable String unionid,
            @Nullable String corpName) {}

    private record FollowFields(
            String userid,
            @Nullable String remark,
            @Nullable String description,
            long createtime,
            @Nullable List<TagFields> tags,
            @Nullable List<String> tagId,
            @Nullable List<String> remarkMobiles,
            int addWay,
            @Nullable String operUserid,
            @Nullable String state) {}

    private record TagFields(
            @Nullable String tagId,
            @Nullable String groupName,
            @Nullable String tagName,
            int type) {}

    private record BatchOf(
            List<String> useridList, @Nullable String cursor, int limit) {}

    private record BatchAnswer(
            @Nullable List<BatchItem> externalContactList,
            @Nullable String nextCursor,
            @Nullable Unlicensed failInfo) {}

    private record Unlicensed(@Nullable List<String> unlicensedUseridList) {}

    private record BatchItem(ContactFields externalContact, FollowFields followInfo) {}

    private record SetRemark(
            String userid,
            String externalUserid,
            @Nullable String remark,
            @Nullable String description,
            @Nullable List<String> remarkMobiles) {}
}
