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
    /** What is known of each contact, as this member speaks to it. Contacts of whom nothing is known are there too. */
    Map<ExternalUserId, Map<String, String>> of(CorpId corpId, UserId userId, Collection<ExternalUserId> contacts);

    /** Those of the contacts whose name WeCom told since then. */
    Set<ExternalUserId> named(CorpId corpId, Collection<ExternalUserId> contacts, Instant since);

    /** Replaces what the corp's own systems told of a contact. */
    void tell(CorpId corpId, ExternalUserId externalUserId, Map<String, String> values, Instant now);

    /** What contacts may call a member. */
    void callMember(CorpId corpId, UserId userId, String name, Instant now);

    /** The contact's name, and what each member calls it, as WeCom tells them. */
    void name(CorpId corpId, ExternalUserId externalUserId, String name, Map<UserId, String> remarks, Instant now);
}
