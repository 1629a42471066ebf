package scrm.tag.tagging;

import java.util.List;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.tag.contact.PersonalData;

/** The decisions about a contact's tags. */
@Service
class TaggingData implements PersonalData {
    private final Taggings taggings;

    TaggingData(Taggings taggings) {
        this.taggings = taggings;
    }

    @Override
    public String section() {
        return "tagAssignments";
    }

    @Override
    public List<TagAssignment> export(CorpId corpId, ExternalUserId externalUserId) {
        return taggings.before(corpId, externalUserId, Long.MAX_VALUE, Integer.MAX_VALUE);
    }

    @Override
    public void erase(CorpId corpId, ExternalUserId externalUserId) {
        taggings.erase(corpId, externalUserId);
    }
}
