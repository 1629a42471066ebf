package scrm.events;

import java.time.Instant;
import java.util.List;
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
     * A group's health moved into another band.
     *
     * @param chatId the group
     * @param score 0 to 100
     * @param band {@code HEALTHY}, {@code WEAKENING} or {@code CRITICAL}
     * @param before the band that it was in; absent for the first one
     */
    record GroupHealthChanged(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            ChatId chatId,
            int score,
            String band,
            @Nullable String before)
            implements GroupEvent {}

    /**
     * Somebody should look after a group.
     *
     * @param chatId the group
     * @param alertId the alert
     * @param cause {@code DYING} or {@code QUIT_BURST}; more may come
     * @param reasons codes of what was seen, for example {@code NO_JOINS} and {@code SILENCE}
     */
    record GroupHealthAlerted(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            ChatId chatId,
            String alertId,
            String cause,
            List<String> reasons)
            implements GroupEvent {
        public GroupHealthAlerted {
            reasons = List.copyOf(reasons);
        }
    }
}
