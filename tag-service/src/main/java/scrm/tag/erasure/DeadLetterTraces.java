package scrm.tag.erasure;

import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.messaging.DeadLetters;
import scrm.messaging.erasure.ContactTraces;

/** What consumers of all services put aside about a contact; the service that decides on erasures clears it away. */
@Service
class DeadLetterTraces implements ContactTraces {
    private final DeadLetters letters;

    DeadLetterTraces(DeadLetters letters) {
        this.letters = letters;
    }

    @Override
    public void wipe(CorpId corpId, ExternalUserId externalUserId) {
        int _ = letters.forget(externalUserId.value());
    }
}
