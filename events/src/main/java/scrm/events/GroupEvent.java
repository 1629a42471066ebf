package scrm.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What group-service knows of groups once member versions are reconciled. */
public sealed interface GroupEvent extends ScrmEvent {
    /** The group. */
    ChatId chatId();

    @Override
    default Topic topic() {
        return Topic.GROUP;
    }

    @Override
    default String key() {
        return corpId().value() + "|" + chatId().value();
    }

    /**
     * A member joined.
     *
     * @param chatId the group
     * @param memberId a userid or an external_userid
     * @param external whether it is an external_userid
     * @param joinScene as {@code groupchat/get} tells it: 1 invited, 2 link, 3 QR
     * @param state of the join way that was scanned
     * @param invitor who invited
     */
    record GroupMemberJoined(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            ChatId chatId,
            String memberId,
            boolean external,
            @Nullable Integer joinScene,
            @Nullable State state,
            @Nullable UserId invitor)
            implements GroupEvent {}

    /**
     * A member quit or was removed.
     *
     * @param chatId the group
     * @param memberId a userid or an external_userid
     * @param external whether it is an external_userid
     * @param quitScene 0 left, 1 removed; absent when learnt by comparison
     */
    record GroupMemberQuit(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            ChatId chatId,
            String memberId,
            boolean external,
            @Nullable Integer quitScene)
            implements GroupEvent {}

    /**
     * A group became known.
     *
     * @param chatId the group
     * @param owner its owner
     * @param name its name; may be empty
     */
    record GroupChatOpened(EventId id, CorpId corpId, Instant occurredAt, ChatId chatId, UserId owner, String name)
            implements GroupEvent {}

    /**
     * A group was dismissed.
     *
     * @param chatId the group
     */
    record GroupChatEnded(EventId id, CorpId corpId, Instant occurredAt, ChatId chatId) implements GroupEvent {}

    /**
     * Somebody joined who is no member's contact. Told once per stay, about a minute after the joining, and only once
     * all contacts of the corp are known.
     *
     * @param chatId the group
     * @param externalUserId who joined
     * @param joinScene as {@code groupchat/get} tells it: 1 invited, 2 link, 3 QR
     * @param state of the join way that was scanned
     */
    record GroupStrangerJoined(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            ChatId chatId,
            ExternalUserId externalUserId,
            @Nullable Integer joinScene,
            @Nullable State state)
            implements GroupEvent {}
}
