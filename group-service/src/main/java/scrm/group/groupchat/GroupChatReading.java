package scrm.group.groupchat;

import java.time.Instant;
import java.util.List;

import scrm.group.member.SeenMember;

/**
 * What a reading of WeCom shows of a group.
 *
 * @param readAt when it began
 */
record GroupChatReading(GroupChat.Face face, List<SeenMember> members, String memberVersion, Instant readAt) {
    GroupChatReading {
        members = List.copyOf(members);
    }
}
