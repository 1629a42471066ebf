package scrm.sop.material;

import java.time.Clock;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.messaging.erasure.ErasedContacts;
import scrm.rest.NotFound;

/** Takes in values of variables from the corp's own systems. The last word counts. */
@Service
class TellFacts {
    private final Facts facts;
    private final ErasedContacts erased;
    private final Clock clock;

    TellFacts(Facts facts, ErasedContacts erased, Clock clock) {
        this.facts = facts;
        this.erased = erased;
        this.clock = clock;
    }

    @Transactional
    public void ofContact(CorpId corpId, ExternalUserId externalUserId, Map<String, String> values) {
        if (erased.has(corpId, externalUserId)) {
            throw NotFound.of("external-contact");
        }
        facts.tell(corpId, externalUserId, values, clock.instant());
    }

    @Transactional
    public void ofMember(CorpId corpId, UserId userId, String name) {
        facts.callMember(corpId, userId, name, clock.instant());
    }

    /** What WeCom says that a contact is called. */
    @Transactional
    public void named(CorpId corpId, ExternalUserId externalUserId, String name, Map<UserId, String> remarks) {
        facts.name(corpId, externalUserId, name, remarks, clock.instant());
    }
}
