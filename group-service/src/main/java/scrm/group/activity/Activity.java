package scrm.group.activity;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.CorpId;

/** Where it is kept what goes on in groups. */
interface Activity {
    /** Every stay of these contacts in any group. */
    Map<Contact, List<Membership>> memberships(Collection<Contact> contacts);

    /** Adds one to what each of these counts. */
    void count(List<Counted> counted);

    /** Takes the place of what was told before. */
    void told(CorpId corpId, ChatId chatId, ToldDay told);

    boolean knows(CorpId corpId, ChatId chatId);

    /** A contact of a corp. */
    record Contact(CorpId corpId, String externalUserId) {}

    /**
     * A stay.
     *
     * @param joinedAt absent: before the group was known
     * @param quitAt absent while it lasts
     */
    record Membership(
            ChatId chatId,
            @Nullable Instant joinedAt,
            @Nullable Instant quitAt) {
        boolean covers(Instant at) {
            return (joinedAt == null || !joinedAt.isAfter(at)) && (quitAt == null || quitAt.isAfter(at));
        }
    }

    /** Something that counts in a group on a day, done by a member or to the group. */
    record Counted(CorpId corpId, ChatId chatId, LocalDate day, String by, Happening.Kind kind) {}
}
