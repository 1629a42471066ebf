package scrm.sop.festival;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;

@Repository
class JdbcCorpDays implements CorpDays {
    private final JdbcClient jdbc;

    JdbcCorpDays(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void set(CorpId corpId, CorpDay day) {
        jdbc.sql("""
                        INSERT INTO corp_day (corp_id, name, year, month, day, lunar)
                        VALUES (:corpId, :name, :year, :month, :day, :lunar)
                        ON DUPLICATE KEY UPDATE
                            year = VALUES(year), month = VALUES(month), day = VALUES(day), lunar = VALUES(lunar)
                        """)
                .param("corpId", corpId.value())
                .param("name", day.name())
                .param("year", day.year())
                .param("month", day.month())
                .param("day", day.day())
                .param("lunar", day.lunar())
                .update();
    }

    @Override
    public boolean remove(CorpId corpId, String name) {
        return jdbc.sql("DELETE FROM corp_day WHERE corp_id = :corpId AND name = :name")
                        .param("corpId", corpId.value())
                        .param("name", name)
                        .update()
                == 1;
    }

    @Override
    public List<CorpDay> all(CorpId corpId) {
        return jdbc.sql("""
                        SELECT name, year, month, day, lunar FROM corp_day WHERE corp_id = :corpId ORDER BY name
                        """)
                .param("corpId", corpId.value())
                .query((row, _) -> new CorpDay(
                        row.getString("name"),
                        row.getObject("year", Integer.class),
                        row.getInt("month"),
                        row.getInt("day"),
                        row.getBoolean("lunar")))
                .list();
    }
}
