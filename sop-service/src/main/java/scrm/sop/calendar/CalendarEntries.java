package scrm.sop.calendar;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.GroupEvent.DayTopic;
import scrm.events.GroupEvent.GroupChartered;
import scrm.events.UserId;
import scrm.sop.groupmessage.GroupMessageId;
import scrm.sop.material.MaterialId;
import scrm.sop.moment.MomentId;

/** Every corp's calendar. */
interface CalendarEntries {
    EntryId add(CorpId corpId, CalendarEntry.Content content, Instant now);

    Optional<CalendarEntry> find(CorpId corpId, EntryId id);

    /** By a person; false if it is not as it was read any more. */
    boolean edit(CorpId corpId, EntryId id, int version, CalendarEntry.Content content, Instant now);

    /** In the order of time. */
    List<CalendarEntry> list(CorpId corpId, Filter filter, @Nullable Position after, int limit);

    /**
     * Brings in what a charter says of its group. Entries that a person has edited stay as they are; those that the
     * charter does not ask for any more are dropped.
     *
     * @param startsAt when each topic is said, in the order of the topics
     */
    void charter(GroupChartered charter, List<DayTopic> topics, List<Instant> startsAt, Instant now);

    /** When something is said in each of these group chats, dropped entries left out. */
    Map<ChatId, List<Instant>> times(CorpId corpId, Collection<ChatId> chats, Instant from, Instant until);

    /** Entries that come too close upon another one, in the order of time. */
    List<Collision> collisions(
            CorpId corpId, Instant from, Instant until, int hours, @Nullable CollisionPosition after, int limit);

    /** The newest that use a material. */
    List<CalendarEntry> using(CorpId corpId, MaterialId materialId, int limit);

    /** Entries that a plan or a message by hand sends are sent, for this message was. */
    void sentBy(CorpId corpId, GroupMessageId message, Instant now);

    /** Entries that a moment shows are sent, for members are asked for it. */
    void sentBy(CorpId corpId, MomentId moment, Instant now);

    /** Where an entry stands in a list. */
    record Position(Instant startsAt, long id) {}

    /** Where a collision stands in a list; an entry may have one of each cause. */
    record CollisionPosition(Instant startsAt, long id, String cause) {}

    /**
     * An entry and the one before it.
     *
     * @param cause {@code PLACE}: the same people are spoken to twice; {@code HOST}: one member is to be at two places
     */
    record Collision(Cause cause, CalendarEntry before, CalendarEntry entry) {}

    /** Why two entries cannot both be. */
    enum Cause {
        PLACE,
        HOST
    }

    /**
     * What a list is narrowed by; null leaves it wide.
     *
     * @param from the first moment
     * @param until the moment after the last
     */
    record Filter(
            Instant from,
            Instant until,
            @Nullable ChatId chatId,
            @Nullable String kind,
            @Nullable Long planId,
            @Nullable UserId host,
            CalendarEntry.@Nullable Status status) {}
}
