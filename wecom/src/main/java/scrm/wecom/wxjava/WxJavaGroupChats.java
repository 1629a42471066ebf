package scrm.wecom.wxjava;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.UserId;
import scrm.wecom.Caller;
import scrm.wecom.GroupChats;
import scrm.wecom.Page;

final class WxJavaGroupChats implements GroupChats {
    private static final int WITH_NAMES = 1;

    private final WxJavaCalls calls;

    WxJavaGroupChats(WxJavaCalls calls) {
        this.calls = calls;
    }

    @Override
    public Page<ListedGroupChat> list(Caller caller, List<UserId> owners, @Nullable String cursor, int limit) {
        List<String> userids = WxJavaJson.values(owners);
        return calls.post(
                caller,
                Api.LIST_GROUP_CHATS,
                new ListOf(userids == null ? null : new OwnerFilter(userids), cursor, limit),
                Listed.class,
                answer -> WxJavaJson.page(
                        answer.groupChatList,
                        answer.nextCursor,
                        chat -> new ListedGroupChat(new ChatId(chat.chatId), chat.status)));
    }

    @Override
    public GroupChat get(Caller caller, ChatId chatId) {
        return calls.post(
                caller,
                Api.GET_GROUP_CHAT,
                new GetOf(chatId.value(), WITH_NAMES),
                Found.class,
                answer -> groupChat(answer.groupChat));
    }

    @Override
    public ChatId chatIdOf(Caller caller, String opengid) {
        return calls.post(
                caller,
                Api.OPENGID_TO_CHATID,
                new OpengidOf(opengid),
                ChatOf.class,
                answer -> new ChatId(answer.chatId));
    }

    private static GroupChat groupChat(Fields chat) {
        return new GroupChat(
                new ChatId(chat.chatId),
                chat.name == null ? "" : chat.name,
                new UserId(chat.owner),
                Instant.ofEpochSecond(chat.createTime),
                WxJavaJson.text(chat.notice),
                WxJavaJson.list(chat.memberList, WxJavaGroupChats::member),
                WxJavaJson.list(chat.adminList, admin -> new UserId(admin.userid)),
                chat.memberVersion == null ? "" : chat.memberVersion);
    }

    private static Member member(MemberFields member) {
        return new Member(
                member.userid,
                member.type,
                WxJavaJson.text(member.unionid),
                Instant.ofEpochSecond(member.joinTime),
                member.joinScene,
                member.invitor == null ? null : new UserId(member.invitor.userid),
                WxJavaJson.text(member.groupNickname),
                WxJavaJson.text(member.name),
                WxJavaJson.state(member.state));
    }

    private record ListOf(
            @Nullable OwnerFilter ownerFilter, @Nullable String cursor, int limit) {}

    private record OwnerFilter(List<String> useridList) {}

    private record Listed(
            @Nullable List<ListedFields> groupChatList,
            @Nullable String nextCursor) {}

    private record ListedFields(String chatId, int status) {}

    private record GetOf(String chatId, int needName) {}

    private record Found(Fields groupChat) {}

    private record Fields(
            String chatId,
            @Nullable String name,
            String owner,
            long createTime,
            @Nullable String notice,
            @Nullable List<MemberFields> memberList,
            @Nullable List<UserOf> adminList,
            @Nullable String memberVersion) {}

    private record MemberFields(
            String userid,
            int type,
            @Nullable String unionid,
            long joinTime,
            int joinScene,
            @Nullable UserOf invitor,
            @Nullable String groupNickname,
            @Nullable String name,
            @Nullable String state) {}

    private record UserOf(String userid) {}

    private record OpengidOf(String opengid) {}

    private record ChatOf(String chatId) {}
}
