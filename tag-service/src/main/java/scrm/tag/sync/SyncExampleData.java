package scrm.tag.sync;

import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.tag.contact.PersonalData;

/** Reports that name a contact as an example. */
@Service
class SyncExampleData implements PersonalData {
    private final Syncs syncs;

    SyncExampleData(Syncs syncs) {
        this.syncs = syncs;
    }

    @Override
    public String section() {
        return "syncReports";
    }

    @Override
    public Object export(CorpId corpId, ExternalUserId externalUserId) {
        return syncs.exampleOf(corpId, externalUserId);
    }

    @Override
    public void erase(CorpId corpId, ExternalUserId externalUserId) {
        syncs.forget(corpId, externalUserId);
    }
}
