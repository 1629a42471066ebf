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
    private final BulkChanges changes;

    BulkData(Bulks bulks, BulkChanges changes) {
        this.bulks = bulks;
        this.changes = changes;
    }

    @Override
    public String section() {
        return "bulkTaggings";
    }

    @Override
    public List<Change> export(CorpId corpId, ExternalUserId externalUserId) {
        return changes.of(corpId, externalUserId);
    }

    @Override
    public void erase(CorpId corpId, ExternalUserId externalUserId) {
        bulks.erase(corpId, externalUserId);
    }
}
