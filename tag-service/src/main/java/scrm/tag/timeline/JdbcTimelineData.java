package scrm.tag.timeline;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.tag.contact.PersonalData;
import scrm.tag.timeline.TimelineController.EntryView;

/** What happened to a contact. */
@Repository
class JdbcTimelineData implements PersonalData {
    private final JdbcClient client;
    private final JdbcTimeline timeline;

    JdbcTimelineData(JdbcClient client, JdbcTimeline timeline) {
        this.client = client;
        this.timeline = timeline;
    }

    @Override
    public String section() {
        return "timeline";
    }

    @Override
    public Object export(CorpId corpId, ExternalUserId externalUserId) {
        return timeline.after(corpId, externalUserId, Optional.empty(), 0, Integer.MAX_VALUE).stream()
                .map(EntryView::of)
                .toList();
    }

    @Override
    public void erase(CorpId corpId, ExternalUserId externalUserId) {
        client.sql("DELETE FROM timeline_entry WHERE corp_id = :corpId AND external_userid = :externalUserId")
                .param("corpId", corpId.value())
                .param("externalUserId", externalUserId.value())
                .update();
    }
}
