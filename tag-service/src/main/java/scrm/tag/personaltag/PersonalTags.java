package scrm.tag.personaltag;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;

/** Where members' own tags are kept. */
interface PersonalTags {
    /** Tags of a member, or of all, in the order in which they were made, from after the given one on. */
    List<PersonalTag> after(CorpId corpId, @Nullable UserId userId, long id, int limit);

    Optional<PersonalTag> find(CorpId corpId, long id);

    /** A tag that is held by the running transaction, one that is being deleted too. */
    Optional<PersonalTag> lock(CorpId corpId, long id);

    int count(CorpId corpId, UserId userId);

    /** Makes a tag; empty if the member has one of this name. */
    Optional<PersonalTag> add(CorpId corpId, UserId userId, String name, Instant at);

    /** Nobody sees the tag any more. */
    void hide(CorpId corpId, long id, Instant at);

    void delete(CorpId corpId, long id);

    /** How many contacts have each of the tags; those that none has are missing. */
    Map<Long, Long> contacts(CorpId corpId, Collection<PersonalTag> tags);

    /** The contacts that have a tag, in the order of their ids, from after the given one on. */
    List<ExternalUserId> tagged(CorpId corpId, PersonalTag tag, String after, int limit);

    /** Those of some contacts that have a tag. */
    Set<ExternalUserId> tagged(CorpId corpId, PersonalTag tag, Collection<ExternalUserId> contacts);

    void put(CorpId corpId, PersonalTag tag, Collection<ExternalUserId> contacts);

    void take(CorpId corpId, PersonalTag tag, Collection<ExternalUserId> contacts);
}
