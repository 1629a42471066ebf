package scrm.tag.behaviour;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.tag.contact.PersonalData;

/** What is held about a contact's behaviour, to be shown to it or deleted. */
@Repository
class JdbcBehaviourData implements PersonalData {
    private static final String OF_CONTACT = " WHERE corp_id = :corpId AND external_userid = :externalUserId";

    private final JdbcClient client;

    JdbcBehaviourData(JdbcClient client) {
        this.client = client;
    }

    @Override
    public String section() {
        return "behaviour";
    }

    @Override
    public Object export(CorpId corpId, ExternalUserId externalUserId) {
        return Map.of(
                "behaviours",
                rows(
                        "SELECT kind, subject, userid AS userId, amount, currency, happened_at AS happenedAt FROM behaviour",
                        corpId,
                        externalUserId),
                "channels",
                rows(
                        "SELECT userid AS userId, live_code_id AS liveCodeId, channel_id AS channelId,"
                                + " attributed_at AS attributedAt FROM contact_channel",
                        corpId,
                        externalUserId),
                "groups",
                rows(
                        "SELECT chat_id AS chatId, joined_at AS joinedAt, left_at AS leftAt FROM group_membership",
                        corpId,
                        externalUserId),
                "activity",
                rows("SELECT last_active_at AS lastActiveAt FROM contact_activity", corpId, externalUserId));
    }

    private List<Map<String, @Nullable Object>> rows(String select, CorpId corpId, ExternalUserId externalUserId) {
        return client.sql(select + OF_CONTACT)
                .param("corpId", corpId.value())
                .param("externalUserId", externalUserId.value())
                .query(JdbcBehaviourData::row)
                .list();
    }

    private static Map<String, @Nullable Object> row(ResultSet row, int number) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            Object value = row.getObject(i);
            shown.put(
                    columns.getColumnLabel(i),
                    value instanceof LocalDateTime
                            ? row.getObject(i, LocalDateTime.class).toInstant(ZoneOffset.UTC)
                            : value);
        }
        return shown;
    }

    @Override
    public void erase(CorpId corpId, ExternalUserId externalUserId) {
        for (String table : List.of("behaviour", "contact_channel", "group_membership", "contact_activity")) {
            client.sql("DELETE FROM " + table + OF_CONTACT)
                    .param("corpId", corpId.value())
                    .param("externalUserId", externalUserId.value())
                    .update();
        }
    }
}
