package scrm.group.groupchat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.UserId;

/**
 * A customer group as we hold it.
 *
 * @param chatId the group
 * @param face what WeCom shows of it; absent before the first reading
 * @param dismissedAt when it was dismissed, if it was
 * @param versions of its members
 * @param news how much news there was
 * @param newsRead how much of it the last reading had when it began
 * @param changedAt when callbacks told that something of the face changed, until a reading tells to what
 * @param readAt when the last reading began
 */
record GroupChat(
        ChatId chatId,
        @Nullable Face face,
        @Nullable Instant dismissedAt,
        MemberVersions versions,
        long news,
        long newsRead,
        ChangedAt changedAt,
        @Nullable Instant readAt) {
    /** What WeCom shows of a group, members aside. */
    record Face(String name, UserId owner, List<UserId> admins, String notice, Instant createTime) {
        Face {
            admins = List.copyOf(admins);
        }
    }

    /** When callbacks told of changes, per kind. */
    record ChangedAt(
            @Nullable Instant name,
            @Nullable Instant owner,
            @Nullable Instant notice) {
        static final ChangedAt NEVER = new ChangedAt(null, null, null);
    }

    static GroupChat unread(ChatId chatId) {
        return new GroupChat(chatId, null, null, MemberVersions.NONE, 0, 0, ChangedAt.NEVER, null);
    }

    /** Whether there was news since the last reading began. */
    boolean outdated() {
        return news != newsRead && dismissedAt == null;
    }

    /**
     * Whether a reading that began later, or with more news, is taken down already.
     *
     * @param newsThen how much news there was when the one in question began
     */
    boolean wasReadAfter(Instant at, long newsThen) {
        return readAt != null && (at.isBefore(readAt) || newsThen < newsRead);
    }

    GroupChat withNews() {
        return new GroupChat(chatId, face, dismissedAt, versions, news + 1, newsRead, changedAt, readAt);
    }

    GroupChat withVersions(MemberVersions newVersions) {
        return new GroupChat(chatId, face, dismissedAt, newVersions, news, newsRead, changedAt, readAt);
    }

    GroupChat withChangedAt(ChangedAt newChangedAt) {
        return new GroupChat(chatId, face, dismissedAt, versions, news, newsRead, newChangedAt, readAt);
    }

    GroupChat dismissed(Instant at) {
        return new GroupChat(chatId, face, at, versions, news, newsRead, changedAt, readAt);
    }

    /**
     * What a reading showed.
     *
     * @param newsThen how much news there was when it began: what came since is still to be read
     */
    GroupChat read(Face newFace, String memberVersion, long newsThen, Instant at) {
        return new GroupChat(
                chatId,
                newFace,
                dismissedAt,
                versions.at(memberVersion),
                news,
                newsThen,
                news == newsThen ? ChangedAt.NEVER : changedAt,
                at);
    }
}
