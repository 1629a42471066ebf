package scrm.channel.erasure;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.messaging.erasure.ContactData;
import scrm.messaging.erasure.Pseudonym;

/**
 * Gives a contact one pseudonym everywhere: reports count attributions, and what hangs on them, long afterwards. All
 * features are here, for they are joined by the contact's id.
 */
@Repository
class JdbcContactData implements ContactData {
    /** A column that names contacts; each has an index by corp and contact. */
    record Place(String table, String column) {
        String sql() {
            return "UPDATE " + table + " SET " + column + " = :other WHERE corp_id = :corpId AND " + column + " = :id";
        }
    }

    static final List<Place> PLACES = List.of(
            new Place("attribution", "external_userid"),
            new Place("welcome", "external_userid"),
            new Place("answer", "external_userid"),
            new Place("group_join", "external_userid"),
            new Place("conversion", "external_userid"),
            new Place("lure_claim", "external_userid"),
            new Place("referral_participant", "external_userid"),
            new Place("referral_reward", "external_userid"),
            new Place("referral_invitation", "inviter"),
            new Place("referral_invitation", "invitee"));

    private final JdbcClient client;

    JdbcContactData(JdbcClient client) {
        this.client = client;
    }

    @Override
    public void erase(CorpId corpId, ExternalUserId externalUserId) {
        String other = Pseudonym.random().value();
        PLACES.forEach(place -> client.sql(place.sql())
                .param("other", other)
                .param("corpId", corpId.value())
                .param("id", externalUserId.value())
                .update());
        // A link that was said to one contact leads on, and tells of nobody any more.
        client.sql("""
                        UPDATE wrapped_link SET external_userid = NULL
                        WHERE corp_id = :corpId AND external_userid = :id
                        """)
                .param("corpId", corpId.value())
                .param("id", externalUserId.value())
                .update();
    }
}
