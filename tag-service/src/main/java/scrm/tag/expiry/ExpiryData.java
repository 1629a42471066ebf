package scrm.tag.expiry;

import java.util.List;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.tag.contact.PersonalData;

/** When a contact's tags end. */
@Service
class ExpiryData implements PersonalData {
    private final Expiries expiries;

    ExpiryData(Expiries expiries) {
        this.expiries = expiries;
    }

    @Override
    public String section() {
        return "tagExpiries";
    }

    @Override
    public List<Expiry> export(CorpId corpId, ExternalUserId externalUserId) {
        return expiries.of(corpId, externalUserId);
    }

    @Override
    public void erase(CorpId corpId, ExternalUserId externalUserId) {
        expiries.erase(corpId, externalUserId);
    }
}
