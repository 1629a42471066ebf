package scrm.channel.roster;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

import scrm.channel.livecode.LiveCodeId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.messaging.EventJson;
import scrm.messaging.JdbcTime;

@Repository
class JdbcRosters implements Rosters {
    // The hot queries; a test pins how the server runs them.
    static final String EXISTING = """
            SELECT corp_id, live_code_id FROM roster WHERE (corp_id, live_code_id) IN (:codes)
            """;
    static final String LOCK = """
            SELECT * FROM roster WHERE (corp_id, live_code_id) IN (:codes)
            ORDER BY corp_id, live_code_id FOR UPDATE
            """;
    static final String COUNTS = """
            SELECT userid, adds, over_cap FROM roster_add
            WHERE corp_id = :corpId AND live_code_id = :liveCodeId AND day = :day
            """;

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(EventJson.idModule()).build();

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    JdbcRosters(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    @Override
    public Optional<Kept> find(Code code) {
        return jdbc.sql("SELECT * FROM roster WHERE corp_id = :corpId AND live_code_id = :liveCodeId")
                .param("corpId", code.corpId().value())
                .param("liveCodeId", code.liveCodeId().value())
                .query(JdbcRosters::kept)
                .optional();
    }

    @Override
    public Set<Code> existing(Collection<Code> codes) {
        return codes.isEmpty()
                ? Set.of()
                : jdbc.sql(EXISTING)
                        .param("codes", keys(codes))
                        .query(JdbcRosters::code)
                        .set();
    }

    @Override
    public List<Kept> lock(Collection<Code> codes) {
        return jdbc.sql(LOCK)
                .param("codes", keys(codes))
                .query(JdbcRosters::kept)
                .list();
    }

    private static List<Object[]> keys(Collection<Code> codes) {
        return codes.stream()
                .map(code ->
                        new Object[] {code.corpId().value(), code.liveCodeId().value()})
                .toList();
    }

    @Override
    public boolean add(Code code, Roster roster, Instant now) {
        try {
            jdbc.sql("""
                            INSERT INTO roster (corp_id, live_code_id, definition, version, created_at, updated_at)
                            VALUES (:corpId, :liveCodeId, :definition, 1, :now, :now)
                            """)
                    .param("corpId", code.corpId().value())
                    .param("liveCodeId", code.liveCodeId().value())
                    .param("definition", JSON.writeValueAsString(roster))
                    .param("now", JdbcTime.of(now))
                    .update();
        } catch (DuplicateKeyException e) {
            return false;
        }
        addUsers(code, roster);
        return true;
    }

    @Override
    public boolean replace(Code code, int version, Roster roster, Instant now) {
        boolean done = jdbc.sql("""
                        UPDATE roster
                        SET definition = :definition, round = NULL, version = version + 1, updated_at = :now
                        WHERE corp_id = :corpId AND live_code_id = :liveCodeId AND version = :version
                        """)
                        .param("definition", JSON.writeValueAsString(roster))
                        .param("now", JdbcTime.of(now))
                        .param("corpId", code.corpId().value())
                        .param("liveCodeId", code.liveCodeId().value())
                        .param("version", version)
                        .update()
                == 1;
        if (done) {
            removeUsers(code);
            addUsers(code, roster);
        }
        return done;
    }

    @Override
    public boolean remove(Code code, int version) {
        boolean done = jdbc.sql("""
                        DELETE FROM roster
                        WHERE corp_id = :corpId AND live_code_id = :liveCodeId AND version = :version
                        """)
                        .param("corpId", code.corpId().value())
                        .param("liveCodeId", code.liveCodeId().value())
                        .param("version", version)
                        .update()
                == 1;
        if (done) {
            removeUsers(code);
        }
        return done;
    }

    @Override
    public void store(Code code, Duty duty, Instant nextChange) {
        Round round = duty.round();
        jdbc.sql("""
                        UPDATE roster SET round = :round, basis = :basis, next_change_at = :nextChange
                        WHERE corp_id = :corpId AND live_code_id = :liveCodeId
                        """)
                .param("round", round == null ? null : JSON.writeValueAsString(round))
                .param("basis", duty.basis().name())
                .param("nextChange", JdbcTime.of(nextChange))
                .param("corpId", code.corpId().value())
                .param("liveCodeId", code.liveCodeId().value())
                .update();
    }

    @Override
    public List<LiveCodeId> codes(CorpId corpId, @Nullable UserId userId, @Nullable LiveCodeId after, int limit) {
        String from = userId == null ? "roster WHERE" : "roster_user WHERE userid = :userId AND";
        return jdbc.sql("SELECT live_code_id FROM " + from
                        + " corp_id = :corpId AND live_code_id > :after ORDER BY live_code_id LIMIT :limit")
                .param("userId", userId == null ? null : userId.value())
                .param("corpId", corpId.value())
                .param("after", after == null ? 0 : after.value())
                .param("limit", limit)
                .query((row, _) -> new LiveCodeId(row.getLong(1)))
                .list();
    }

    @Override
    public Map<UserId, Count> counts(Code code, LocalDate day) {
        return jdbc
                .sql(COUNTS)
                .param("corpId", code.corpId().value())
                .param("liveCodeId", code.liveCodeId().value())
                .param("day", day)
                .query((row, _) -> Map.entry(
                        new UserId(row.getString("userid")), new Count(row.getInt("adds"), row.getInt("over_cap"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public void count(Code code, List<Add> adds) {
        template.batchUpdate(
                """
                INSERT INTO roster_add (corp_id, live_code_id, day, userid, adds, over_cap) VALUES (?, ?, ?, ?, 1, ?)
                ON DUPLICATE KEY UPDATE adds = adds + 1, over_cap = over_cap + VALUES(over_cap)
                """,
                adds.stream()
                        .map(add -> new Object[] {
                            code.corpId().value(),
                            code.liveCodeId().value(),
                            add.day(),
                            add.userId().value(),
                            add.overCap() ? 1 : 0
                        })
                        .toList());
    }

    private void addUsers(Code code, Roster roster) {
        template.batchUpdate(
                "INSERT INTO roster_user (corp_id, userid, live_code_id) VALUES (?, ?, ?)",
                roster.users().stream()
                        .map(user -> new Object[] {
                            code.corpId().value(),
                            user.value(),
                            code.liveCodeId().value()
                        })
                        .toList());
    }

    private void removeUsers(Code code) {
        jdbc.sql("DELETE FROM roster_user WHERE corp_id = :corpId AND live_code_id = :liveCodeId")
                .param("corpId", code.corpId().value())
                .param("liveCodeId", code.liveCodeId().value())
                .update();
    }

    private static Code code(ResultSet row, int number) throws SQLException {
        return new Code(new CorpId(row.getString("corp_id")), new LiveCodeId(row.getLong("live_code_id")));
    }

    private static Kept kept(ResultSet row, int number) throws SQLException {
        String round = row.getString("round");
        String basis = row.getString("basis");
        return new Kept(
                code(row, number),
                JSON.readValue(row.getString("definition"), Roster.class),
                round == null ? null : JSON.readValue(round, Round.class),
                basis == null ? null : Duty.Basis.valueOf(basis),
                JdbcTime.getNullable(row, "next_change_at"),
                row.getInt("version"),
                JdbcTime.get(row, "created_at"),
                JdbcTime.get(row, "updated_at"));
    }
}
