package scrm.tag.tagging;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.tag.contact.PersonalData;
import scrm.tag.tagging.TaggingController.AssignmentView;

/** What was decided about a contact's tags. */
@Repository
class JdbcTaggingData implements PersonalData {
    private final JdbcClient client;
    private final Taggings taggings;

    JdbcTaggingData(JdbcClient client, Taggings taggings) {
        this.client = client;
        this.taggings = taggings;
    }

    @Override
    public String section() {
        return "tagAssignments";
    }

    @Override
    public Object export(CorpId corpId, ExternalUserId externalUserId) {
        return taggings.before(corpId, externalUserId, Long.MAX_VALUE, Integer.MAX_VALUE).stream()
                .map(AssignmentView::of)
                .toList();
    }

    @Override
    public void erase(CorpId corpId, ExternalUserId externalUserId) {
        client.sql("DELETE FROM tag_assignment WHERE corp_id = :corpId AND external_userid = :externalUserId")
                .param("corpId", corpId.value())
                .param("externalUserId", externalUserId.value())
                .update();
    }
}
