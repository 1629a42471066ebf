package scrm.channel.calendar;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;

@Repository
class JdbcHolidays implements Holidays {
    private final JdbcClient jdbc;

    JdbcHolidays(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void set(CorpId corpId, Holiday holiday) {
        DayOfWeek worksAs = holiday.worksAs();
        jdbc.sql("""
                        INSERT INTO holiday (corp_id, day, works_as) VALUES (:corpId, :day, :worksAs)
                        ON DUPLICATE KEY UPDATE works_as = VALUES(works_as)
                        """)
                .param("corpId", corpId.value())
                .param("day", holiday.day())
                .param("worksAs", worksAs == null ? null : worksAs.name())
                .update();
    }

    @Override
    public boolean remove(CorpId corpId, LocalDate day) {
        return jdbc.sql("DELETE FROM holiday WHERE corp_id = :corpId AND day = :day")
                        .param("corpId", corpId.value())
                        .param("day", day)
                        .update()
                == 1;
    }

    @Override
    public List<Holiday> list(CorpId corpId, @Nullable LocalDate after, int limit) {
        String later = after == null ? "" : " AND day > :after";
        return jdbc.sql("SELECT day, works_as FROM holiday WHERE corp_id = :corpId" + later
                        + " ORDER BY day LIMIT :limit")
                .param("corpId", corpId.value())
                .param("after", after)
                .param("limit", limit)
                .query(JdbcHolidays::holiday)
                .list();
    }

    @Override
    public Map<LocalDate, Holiday> within(CorpId corpId, LocalDate first, LocalDate last) {
        return jdbc
                .sql("""
                        SELECT day, works_as FROM holiday
                        WHERE corp_id = :corpId AND day BETWEEN :first AND :last
                        """)
                .param("corpId", corpId.value())
                .param("first", first)
                .param("last", last)
                .query(JdbcHolidays::holiday)
                .list()
                .stream()
                .collect(Collectors.toMap(Holiday::day, Function.identity()));
    }

    private static Holiday holiday(ResultSet row, int number) throws SQLException {
        String worksAs = row.getString("works_as");
        return new Holiday(row.getObject("day", LocalDate.class), worksAs == null ? null : DayOfWeek.valueOf(worksAs));
    }
}
