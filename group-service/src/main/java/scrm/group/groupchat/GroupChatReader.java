package scrm.group.groupchat;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Service;

import scrm.events.ChatId;
import scrm.group.groupchat.GroupChat.Face;
import scrm.group.member.JoinDetail;
import scrm.group.member.SeenMember;
import scrm.wecom.Caller;
import scrm.wecom.GroupChats.Member;

/** WeCom's groups, in our words. */
@Service
class GroupChatReader {
    private static final int MAX_NAME = 255;
    private static final int MAX_NOTICE = 10_000;

    private final scrm.wecom.GroupChats chats;
    private final Clock clock;

    GroupChatReader(scrm.wecom.GroupChats chats, Clock clock) {
        this.chats = chats;
        this.clock = clock;
    }

    GroupChatReading get(Caller caller, ChatId chatId) {
        // In the database's precision, so that what is read back compares equal.
        Instant readAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        scrm.wecom.GroupChats.GroupChat chat = chats.get(caller, chatId);
        String notice = chat.notice();
        return new GroupChatReading(
                new Face(
                        cut(chat.name(), MAX_NAME),
                        chat.owner(),
                        chat.admins(),
                        notice == null ? "" : cut(notice, MAX_NOTICE),
                        chat.createTime()),
                chat.members().stream().map(GroupChatReader::seen).toList(),
                chat.memberVersion(),
                readAt);
    }

    private static SeenMember seen(Member member) {
        String nickname = member.groupNickname();
        String name = member.name();
        return new SeenMember(
                member.memberId(),
                member.external(),
                member.joinTime(),
                new JoinDetail(member.joinScene(), member.state(), member.invitor()),
                member.unionId(),
                nickname == null ? null : cut(nickname, MAX_NAME),
                name == null ? null : cut(name, MAX_NAME));
    }

    /** Cuts between characters, never through one. */
    private static String cut(String text, int max) {
        return text.codePointCount(0, text.length()) <= max ? text : text.substring(0, text.offsetByCodePoints(0, max));
    }
}
