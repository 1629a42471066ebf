package scrm.group.erasure;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.messaging.erasure.ContactData;
import scrm.messaging.erasure.Pseudonym;

/**
 * A contact is no member any more; its stays, which growth and losses are counted by, become somebody's. Daily figures
 * of groups stay as they are.
 */
@Repository
class JdbcContactData implements ContactData {
    private static final List<String> DELETIONS = List.of(
            "DELETE FROM group_member WHERE corp_id = :corpId AND member_id = :id",
            "DELETE FROM group_member_flag WHERE corp_id = :corpId AND member_id = :id",
            "DELETE FROM group_removal_task WHERE corp_id = :corpId AND member_id = :id",
            "DELETE FROM group_stranger WHERE corp_id = :corpId AND member_id = :id",
            "DELETE FROM group_member_day WHERE corp_id = :corpId AND member_id = :id",
            "DELETE FROM group_member_tier WHERE corp_id = :corpId AND member_id = :id",
            "DELETE FROM known_contact WHERE corp_id = :corpId AND external_userid = :id",
            "DELETE FROM group_order WHERE corp_id = :corpId AND external_userid = :id");

    private final JdbcClient client;

    JdbcContactData(JdbcClient client) {
        this.client = client;
    }

    @Override
    public void erase(CorpId corpId, ExternalUserId externalUserId) {
        for (String deletion : DELETIONS) {
            client.sql(deletion)
                    .param("corpId", corpId.value())
                    .param("id", externalUserId.value())
                    .update();
        }
        client.sql("""
                        UPDATE group_member_spell SET member_id = :other WHERE corp_id = :corpId AND member_id = :id
                        """)
                .param("other", Pseudonym.random().value())
                .param("corpId", corpId.value())
                .param("id", externalUserId.value())
                .update();
    }
}
