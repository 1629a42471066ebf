package scrm.group.erasure;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.messaging.erasure.ContactData;
import scrm.messaging.erasure.Pseudonym;

/** A contact is no member any more; its stays, which growth and losses are counted by, become somebody's. */
@Repository
class JdbcContactData implements ContactData {
    private final JdbcClient client;

    JdbcContactData(JdbcClient client) {
        this.client = client;
    }

    @Override
    public void erase(CorpId corpId, ExternalUserId externalUserId) {
        client.sql("DELETE FROM group_member WHERE corp_id = :corpId AND member_id = :id")
                .param("corpId", corpId.value())
                .param("id", externalUserId.value())
                .update();
        client.sql("""
                        UPDATE group_member_spell SET member_id = :other WHERE corp_id = :corpId AND member_id = :id
                        """)
                .param("other", Pseudonym.random().value())
                .param("corpId", corpId.value())
                .param("id", externalUserId.value())
                .update();
    }
}
