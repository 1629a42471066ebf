package scrm.group.stranger;

import java.time.Instant;
import java.util.List;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;

/** Who is whose contact. */
interface KnownContacts {
    /** Somebody told of relations; what is told later wins. */
    void told(List<Relation> relations);

    /** All contacts of a member as WeCom listed them; others that we held have ended. Not one transaction. */
    void listed(CorpId corpId, UserId userId, List<ExternalUserId> contacts, Instant at);

    /** All contacts of the corp are known, and whoever joins later can be told from a stranger. */
    void pulled(CorpId corpId, Instant since);

    /** A relation between a member and a contact. */
    record Relation(CorpId corpId, ExternalUserId externalUserId, UserId userId, boolean lasting, Instant toldAt) {}
}
