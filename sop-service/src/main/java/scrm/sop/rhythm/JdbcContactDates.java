package scrm.sop.rhythm;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;

@Repository
class JdbcContactDates implements ContactDates {
    private static final int BATCH = 100;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    JdbcContactDates(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    @Override
    public Map<String, LocalDate> of(CorpId corpId, ExternalUserId externalUserId) {
        Map<String, LocalDate> dates = new TreeMap<>();
        jdbc.sql("""
                        SELECT field, day FROM contact_date
                        WHERE corp_id = :corpId AND external_userid = :externalUserId
                        """)
                .param("corpId", corpId.value())
                .param("externalUserId", externalUserId.value())
                .query(row -> {
                    dates.put(row.getString("field"), row.getObject("day", LocalDate.class));
                });
        return dates;
    }

    @Override
    public void replace(CorpId corpId, ExternalUserId externalUserId, Map<String, LocalDate> dates) {
        jdbc.sql("DELETE FROM contact_date WHERE corp_id = :corpId AND external_userid = :externalUserId")
                .param("corpId", corpId.value())
                .param("externalUserId", externalUserId.value())
                .update();
        batches.batchUpdate("""
                INSERT INTO contact_date (corp_id, external_userid, field, day, month_day) VALUES (?, ?, ?, ?, ?)
                """, List.copyOf(dates.entrySet()), BATCH, (statement, date) -> {
            statement.setString(1, corpId.value());
            statement.setString(2, externalUserId.value());
            statement.setString(3, date.getKey());
            statement.setObject(4, date.getValue());
            statement.setInt(
                    5, 100 * date.getValue().getMonthValue() + date.getValue().getDayOfMonth());
        });
    }
}
