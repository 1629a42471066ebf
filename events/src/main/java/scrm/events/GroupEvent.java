package scrm.events;

import java.time.Instant;
import java.time.LocalDate;
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
     * A group has a charter, or another version of it; what goes with it is to be done in the group.
     *
     * @param chatId the group
     * @param charterId its charter
     * @param charterVersion counts edits of the charter
     * @param kind {@code WELFARE}, {@code CONTENT}, {@code RESOURCES}, {@code SUBJECT}, {@code REGION}, {@code TASK} or
     *     {@code OTHER}
     * @param tags names of the group's tags; tag-service keeps them
     * @param planIds plans that the group is to be enrolled in
     * @param topics what is to be said on which day, for the content calendar
     * @param startsOn day 1 of the topics, in the corp's time zone
     * @param welcomeText what members are to be welcomed with; absent: nothing of its own
     */
    record GroupChartered(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            ChatId chatId,
            String charterId,
            int charterVersion,
            String kind,
            List<String> tags,
            List<String> planIds,
            List<DayTopic> topics,
            LocalDate startsOn,
            @Nullable String welcomeText)
            implements GroupEvent {
        public GroupChartered {
            tags = List.copyOf(tags);
            planIds = List.copyOf(planIds);
            topics = List.copyOf(topics);
        }
    }

    /**
     * What is to be said in a group on one of its days.
     *
     * @param day from 1
     * @param text for people
     */
    record DayTopic(int day, String text) {}

    /**
     * A group came into another phase of its life.
     *
     * @param chatId the group
     * @param from the phase before: {@code PLANNED}, {@code RECRUITING}, {@code ACTIVE}, {@code DECLINING},
     *     {@code DORMANT} or {@code CLOSING}
     * @param to the phase now; {@code DISMISSED} as well
     * @param cause why, for example {@code PLANNED_END} or {@code BY_HAND}
     */
    record GroupLifecycleChanged(
            EventId id, CorpId corpId, Instant occurredAt, ChatId chatId, String from, String to, String cause)
            implements GroupEvent {}

    /**
     * The group that goes on where another is full is open; codes that lead into the full one may lead into it.
     *
     * @param chatId the full one
     * @param next the group that goes on
     */
    record NextGroupOpened(EventId id, CorpId corpId, Instant occurredAt, ChatId chatId, ChatId next)
            implements GroupEvent {}

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
