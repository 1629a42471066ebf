package scrm.sop.material;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;

/** Values of variables, by contact and member. */
interface Facts {
    /** What is known for each reader. Readers for whom nothing is known are there too. */
    Map<Reader, Map<String, String>> of(CorpId corpId, Collection<Reader> readers);

    /** Those of the contacts whose name WeCom was asked for, and answered, since then. */
    Set<ExternalUserId> named(CorpId corpId, Collection<ExternalUserId> contacts, Instant since);

    /** Replaces what the corp's own systems told of a contact. */
    void tell(CorpId corpId, ExternalUserId externalUserId, Map<String, String> values, Instant now);

    /** What contacts may call a member. */
    void callMember(CorpId corpId, UserId userId, String name, Instant now);

    /** The contact's name, empty if WeCom does not know the contact, and what each member calls it. */
    void name(CorpId corpId, ExternalUserId externalUserId, String name, Map<UserId, String> remarks, Instant now);
}
