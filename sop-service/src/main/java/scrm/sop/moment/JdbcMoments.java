package scrm.sop.moment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

import scrm.events.CorpId;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;
import scrm.sop.content.JdbcWordings;
import scrm.sop.content.MaterialWording;
import scrm.sop.material.MaterialId;
import scrm.sop.moment.Moment.Audience;
import scrm.sop.moment.Moment.Status;

@Repository
class JdbcMoments implements Moments {
    static final String CALLS_OF_MINUTE = """
            SELECT COUNT(*) AS calls, MIN(called_at) AS first FROM moment
            WHERE corp_id = :corpId AND called_at > :minuteAgo AND id <> :id
            """;
    static final String CALLS_OF_MONTH = """
            SELECT COUNT(*) FROM moment WHERE corp_id = :corpId AND called_at >= :monthBegan AND id <> :id
            """;

    private static final JsonMapper JSON = JdbcWordings.mapper().build();
    private static final int BATCH = 1000;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    JdbcMoments(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    @Override
    public MomentId add(
            CorpId corpId,
            @Nullable String mergeKey,
            MomentContent content,
            Audience audience,
            Instant askAt,
            Instant now) {
        KeyHolder key = new GeneratedKeyHolder();
        MaterialWording material = content.material();
        jdbc.sql("""
                        INSERT INTO moment (corp_id, merge_key, content, named, departments, tag_ids, status, ask_at,
                                            version, created_at, material_id)
                        VALUES (:corpId, :mergeKey, :content, :named, :departments, :tagIds, 'WAITING', :askAt, 1, :now,
                                :materialId)
                        """)
                .param("corpId", corpId.value())
                .param("mergeKey", mergeKey)
                .param("content", JSON.writeValueAsString(content))
                .param("named", audience.named())
                .param("departments", json(audience.departments().stream().map(String::valueOf)))
                .param("tagIds", json(audience.tagIds().stream().map(TagId::value)))
                .param("askAt", JdbcTime.of(askAt))
                .param("now", JdbcTime.of(now))
                .param(
                        "materialId",
                        material == null ? null : material.materialId().value())
                .update(key);
        return new MomentId(Objects.requireNonNull(key.getKey()).longValue());
    }

    @Override
    public Optional<MomentId> open(CorpId corpId, String mergeKey) {
        return jdbc.sql("""
                        SELECT id FROM moment WHERE corp_id = :corpId AND merge_key = :mergeKey AND status = 'WAITING'
                        ORDER BY id DESC LIMIT 1 FOR UPDATE
                        """)
                .param("corpId", corpId.value())
                .param("mergeKey", mergeKey)
                .query((row, _) -> new MomentId(row.getLong("id")))
                .optional();
    }

    @Override
    public void addMembers(CorpId corpId, MomentId id, Collection<UserId> members) {
        batches.batchUpdate("""
                INSERT IGNORE INTO moment_member (corp_id, moment_id, userid, state) VALUES (?, ?, ?, 'NAMED')
                """, members, BATCH, (statement, member) -> {
            statement.setString(1, corpId.value());
            statement.setLong(2, id.value());
            statement.setString(3, member.value());
        });
    }

    @Override
    public Optional<Moment> find(CorpId corpId, MomentId id) {
        return of("SELECT * FROM moment WHERE corp_id = :corpId AND id = :id", corpId, id)
                .query(JdbcMoments::moment)
                .optional();
    }

    @Override
    public Optional<Moment> lock(CorpId corpId, MomentId id) {
        return of("SELECT * FROM moment WHERE corp_id = :corpId AND id = :id FOR UPDATE", corpId, id)
                .query(JdbcMoments::moment)
                .optional();
    }

    private StatementSpec of(String sql, CorpId corpId, MomentId id) {
        return jdbc.sql(sql).param("corpId", corpId.value()).param("id", id.value());
    }

    @Override
    public List<Moment> list(CorpId corpId, @Nullable Status status, @Nullable MomentId before, int limit) {
        return jdbc.sql("""
                        SELECT * FROM moment
                        WHERE corp_id = :corpId AND id < :before AND (:status IS NULL OR status = :status)
                        ORDER BY id DESC LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("before", before == null ? Long.MAX_VALUE : before.value())
                .param("status", status == null ? null : status.name())
                .param("limit", limit)
                .query(JdbcMoments::moment)
                .list();
    }

    @Override
    public List<UserId> members(CorpId corpId, MomentId id, Set<MemberState> states) {
        return of("""
                        SELECT userid FROM moment_member
                        WHERE corp_id = :corpId AND moment_id = :id AND state IN (:states) ORDER BY userid
                        """, corpId, id)
                .param("states", states.stream().map(MemberState::name).toList())
                .query((row, _) -> new UserId(row.getString("userid")))
                .list();
    }

    @Override
    public void memberState(CorpId corpId, MomentId id, Collection<UserId> members, MemberState state, Instant now) {
        batches.batchUpdate("""
                INSERT INTO moment_member (corp_id, moment_id, userid, state, asked_at, published_at)
                VALUES (?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE state = VALUES(state), asked_at = COALESCE(asked_at, VALUES(asked_at)),
                    published_at = COALESCE(published_at, VALUES(published_at))
                """, members, BATCH, (statement, member) -> {
            statement.setString(1, corpId.value());
            statement.setLong(2, id.value());
            statement.setString(3, member.value());
            statement.setString(4, state.name());
            statement.setObject(5, isAsked(state) ? JdbcTime.of(now) : null);
            statement.setObject(6, state == MemberState.PUBLISHED ? JdbcTime.of(now) : null);
        });
    }

    private static boolean isAsked(MemberState state) {
        return state == MemberState.ASKED || state == MemberState.PUBLISHED;
    }

    @Override
    public Calls lockCalls(CorpId corpId, MomentId but, Instant minuteAgo, Instant monthBegan) {
        // The row stays locked until the transaction ends, whether it was there or not.
        jdbc.sql("INSERT INTO moment_pace (corp_id) VALUES (:corpId) ON DUPLICATE KEY UPDATE corp_id = corp_id")
                .param("corpId", corpId.value())
                .update();
        int month = of(CALLS_OF_MONTH, corpId, but)
                .param("monthBegan", JdbcTime.of(monthBegan))
                .query(Integer.class)
                .single();
        return of(CALLS_OF_MINUTE, corpId, but)
                .param("minuteAgo", JdbcTime.of(minuteAgo))
                .query((row, _) -> new Calls(row.getInt("calls"), JdbcTime.getNullable(row, "first"), month))
                .single();
    }

    @Override
    public void calling(CorpId corpId, MomentId id, Instant now) {
        of("UPDATE moment SET status = 'CALLING', called_at = :now WHERE corp_id = :corpId AND id = :id", corpId, id)
                .param("now", JdbcTime.of(now))
                .update();
    }

    @Override
    public void making(CorpId corpId, MomentId id, String jobId) {
        of("UPDATE moment SET status = 'MAKING', jobid = :jobId WHERE corp_id = :corpId AND id = :id", corpId, id)
                .param("jobId", jobId)
                .update();
    }

    @Override
    public void made(CorpId corpId, MomentId id, String weComId) {
        of("""
                        UPDATE moment SET status = 'MADE', moment_id = :weComId, errcode = NULL, reason = NULL
                        WHERE corp_id = :corpId AND id = :id
                        """, corpId, id).param("weComId", weComId).update();
    }

    @Override
    public void end(CorpId corpId, MomentId id, Status status, @Nullable Integer errcode, @Nullable String reason) {
        of("""
                        UPDATE moment SET status = :status, errcode = :errcode, reason = :reason
                        WHERE corp_id = :corpId AND id = :id
                        """, corpId, id)
                .param("status", status.name())
                .param("errcode", errcode)
                .param("reason", reason == null || reason.length() <= 500 ? reason : reason.substring(0, 500))
                .update();
    }

    @Override
    public boolean decide(CorpId corpId, MomentId id, int version, Status status) {
        return of("""
                        UPDATE moment SET status = :status, version = version + 1, errcode = NULL, reason = NULL
                        WHERE corp_id = :corpId AND id = :id AND version = :version
                        """, corpId, id)
                        .param("status", status.name())
                        .param("version", version)
                        .update()
                == 1;
    }

    @Override
    public Set<String> known(CorpId corpId, Collection<String> weComIds) {
        if (weComIds.isEmpty()) {
            return Set.of();
        }
        return jdbc
                .sql("SELECT moment_id FROM moment WHERE corp_id = :corpId AND moment_id IN (:ids)")
                .param("corpId", corpId.value())
                .param("ids", weComIds)
                .query((row, _) -> row.getString("moment_id"))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public List<Moment> unmade(CorpId corpId, MomentId but, Instant since) {
        return of("""
                        SELECT * FROM moment
                        WHERE corp_id = :corpId AND called_at >= :since AND id <> :id
                          AND status IN ('CALLING', 'MAKING', 'UNKNOWN')
                        """, corpId, but)
                .param("since", JdbcTime.of(since))
                .query(JdbcMoments::moment)
                .list();
    }

    @Override
    public List<Moment> showing(CorpId corpId, MaterialId materialId, int limit) {
        return jdbc.sql("""
                        SELECT * FROM moment WHERE corp_id = :corpId AND material_id = :materialId
                        ORDER BY id DESC LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("materialId", materialId.value())
                .param("limit", limit)
                .query(JdbcMoments::moment)
                .list();
    }

    private static Moment moment(ResultSet row, int number) throws SQLException {
        return new Moment(
                new MomentId(row.getLong("id")),
                new CorpId(row.getString("corp_id")),
                JSON.readValue(row.getString("content"), MomentContent.class),
                new Audience(
                        row.getBoolean("named"),
                        values(row.getString("departments")).map(Long::valueOf).toList(),
                        values(row.getString("tag_ids")).map(TagId::new).toList()),
                Status.valueOf(row.getString("status")),
                JdbcTime.get(row, "ask_at"),
                JdbcTime.getNullable(row, "called_at"),
                row.getString("jobid"),
                row.getString("moment_id"),
                row.getObject("errcode", Integer.class),
                row.getString("reason"),
                row.getInt("version"),
                JdbcTime.get(row, "created_at"));
    }

    private static String json(Stream<String> values) {
        return JSON.writeValueAsString(values.toList());
    }

    private static Stream<String> values(String json) {
        return Stream.of(JSON.readValue(json, String[].class));
    }
}
