package scrm.tag.behaviour;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.AttributionEvent.ContactAttributed;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.tag.behaviour.Fact.InGroup;

/** Where facts about contacts are kept. */
interface Behaviours {
    /** Adds behaviours; returns those that were not there, in their order. */
    List<Behaviour> add(List<Behaviour> told);

    /** Remembers the latest of each contact. */
    void active(List<Behaviour> deeds);

    /** Remembers the channels that contacts came by. */
    void cameBy(List<ContactAttributed> attributions);

    /** Remembers who is in which group; the newer of two words wins, whatever order they come in. */
    void inGroups(List<InGroup> words);

    /** Whether we know the contact. */
    boolean knows(CorpId corpId, ExternalUserId externalUserId);

    /** The behaviours of a contact, latest first, from before the given one on; perhaps of one kind. */
    List<Numbered> before(
            CorpId corpId, ExternalUserId externalUserId, @Nullable String kind, @Nullable Place place, int limit);

    /** A behaviour and its number. */
    record Numbered(long id, Behaviour behaviour) {}

    /** A place in the list of a contact's behaviours. */
    record Place(Instant happenedAt, long id) {}
}
