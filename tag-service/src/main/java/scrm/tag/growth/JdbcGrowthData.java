package scrm.tag.growth;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.messaging.JdbcTime;
import scrm.tag.contact.PersonalData;

/** What is held about a contact's growth, to be shown to it or deleted. Counts of moves name nobody. */
@Repository
class JdbcGrowthData implements PersonalData {
    private static final String OF_CONTACT = " WHERE corp_id = :corpId AND external_userid = :externalUserId";

    private final JdbcClient client;

    JdbcGrowthData(JdbcClient client) {
        this.client = client;
    }

    @Override
    public String section() {
        return "growth";
    }

    @Override
    public Object export(CorpId corpId, ExternalUserId externalUserId) {
        return Map.of(
                "standing",
                of("SELECT * FROM contact_growth", corpId, externalUserId)
                        .query((row, _) -> Map.of(
                                "level", row.getString("level"),
                                "levelledAt", JdbcTime.get(row, "levelled_at"),
                                "points", row.getDouble("points")))
                        .list(),
                "setByPeople",
                of("SELECT * FROM growth_manual", corpId, externalUserId)
                        .query((row, _) -> Map.of(
                                "level", row.getString("level"),
                                "reason", row.getString("reason"),
                                "actor", row.getString("actor"),
                                "setAt", JdbcTime.get(row, "set_at"),
                                "until", JdbcTime.get(row, "until_at")))
                        .list());
    }

    @Override
    public void erase(CorpId corpId, ExternalUserId externalUserId) {
        List.of("contact_growth", "growth_manual")
                .forEach(table ->
                        of("DELETE FROM " + table, corpId, externalUserId).update());
    }

    private JdbcClient.StatementSpec of(String sql, CorpId corpId, ExternalUserId externalUserId) {
        return client.sql(sql + OF_CONTACT)
                .param("corpId", corpId.value())
                .param("externalUserId", externalUserId.value());
    }
}
