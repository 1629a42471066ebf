package scrm.wecom;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.State;
import scrm.events.UserId;

/** Customer groups. Source: documents 92120, 92122. */
public interface GroupChats {
    /** Groups of some owners (100 at most; empty: all), {@code groupchat/list}. */
    Page<ListedGroupChat> list(Caller caller, List<UserId> owners, @Nullable String cursor, int limit);

    /** One group with its members, {@code groupchat/get} with names; may lag the event by seconds. */
    GroupChat get(Caller caller, ChatId chatId);

    /** Resolves a mini program's group id, {@code opengid_to_chatid}. */
    ChatId chatIdOf(Caller caller, String opengid);

    /** @param status 0 normal, 1 owner left, 2 inheriting, 3 inherited */
    record ListedGroupChat(ChatId chatId, int status) {}

    record GroupChat(
            ChatId chatId,
            String name,
            UserId owner,
            Instant createTime,
            @Nullable String notice,
            List<Member> members,
            List<UserId> admins,
            String memberVersion) {
        public GroupChat {
            members = List.copyOf(members);
            admins = List.copyOf(admins);
        }
    }

    /**
     * A member of a group.
     *
     * @param memberId a userid (type 1) or an external_userid (type 2)
     * @param type 1 staff, 2 external
     * @param joinScene 1 direct invite, 2 invite link, 3 QR
     */
    record Member(
            String memberId,
            int type,
            @Nullable String unionId,
            Instant joinTime,
            int joinScene,
            @Nullable UserId invitor,
            @Nullable String groupNickname,
            @Nullable String name,
            @Nullable State state) {
        public boolean external() {
            return type == 2;
        }
    }
}
