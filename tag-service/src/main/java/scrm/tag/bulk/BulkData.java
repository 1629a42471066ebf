package scrm.tag.bulk;

import java.util.List;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.tag.contact.PersonalData;

/** What bulk taggings did to a contact. */
@Service
class BulkData implements PersonalData {
    private final Bulks bulks;

    BulkData(Bulks bulks) {
        this.bulks = bulks;
    }

    @Override
    public String section() {
        return "bulkTaggings";
    }

    @Override
    public List<Change> export(CorpId corpId, ExternalUserId externalUserId) {
        return bulks.of(corpId, externalUserId);
    }

    @Override
    public void erase(CorpId corpId, ExternalUserId externalUserId) {
        bulks.erase(corpId, externalUserId);
    }
}
