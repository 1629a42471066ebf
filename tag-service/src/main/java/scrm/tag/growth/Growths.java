package scrm.tag.growth;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.tag.growth.GrowthModel.KindDay;

/** Where contacts stand. */
interface Growths {
    /** A level that somebody set. */
    record Manual(long id, Level level, String reason, String actor, Instant setAt, Instant until) {}

    /** Moves of a day. */
    record Moves(LocalDate day, @Nullable Level from, Level to, long contacts) {}

    /** A contact and its number in the order in which we got to know them. */
    record Numbered(long id, ContactKey contact) {}

    /**
     * Locks contacts; those that have no standing yet get one that {@link Standing#isNew}. Whoever is no contact of the
     * corp, but in a group for example, is missing in the answer.
     */
    Map<ContactKey, Standing> lock(Collection<ContactKey> contacts, Instant now);

    void save(Collection<Standing> standings);

    Optional<Standing> find(ContactKey contact);

    /** How often contacts did something on which day. */
    Map<ContactKey, Map<KindDay, Integer>> deeds(
            Collection<ContactKey> contacts, Set<String> kinds, Instant from, ZoneId zone);

    /** The members whose relation to each contact lasts. */
    Map<ContactKey, Set<UserId>> followers(Collection<ContactKey> contacts);

    /** Contacts that must be looked at though nothing happened; no other instance gets them. */
    List<ContactKey> due(Instant now, int limit);

    /** Has contacts not looked at any more. */
    void rest(Collection<ContactKey> contacts);

    /** The corp's contacts from after a number on. */
    List<Numbered> contactsAfter(CorpId corpId, long id, int limit);

    long countContacts(CorpId corpId);

    boolean knows(ContactKey contact);

    /** What somebody decided about a contact; returns its number. */
    long setManually(ContactKey contact, Manual manual);

    /** The latest first. */
    List<Manual> manuals(ContactKey contact, int limit);

    /** Counts moves of a day. */
    void moved(CorpId corpId, Collection<Moves> moves);

    /** In the order of days. */
    List<Moves> moves(CorpId corpId, LocalDate from, LocalDate until);
}
