package scrm.group.charter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.State;
import scrm.events.UserId;
import scrm.messaging.EventJson;
import scrm.messaging.JdbcTime;

/** Charters as a table: their definitions as JSON, and beside it what others look by. */
@Repository
class JdbcCharters implements Charters {
    private static final String ONE = "SELECT * FROM charter WHERE corp_id = :corpId AND id = :id";

    static final String AWAITED = """
            SELECT join_state FROM charter WHERE join_state IN (:states) AND chat_id IS NULL AND status = 'APPROVED'
            """;

    private final JdbcClient client;
    private final EventJson json;

    JdbcCharters(JdbcClient client, EventJson json) {
        this.client = client;
        this.json = json;
    }

    @Override
    public Optional<Charter> find(CorpId corpId, CharterId id) {
        return one(ONE, corpId, id);
    }

    @Override
    public Optional<Charter> lock(CorpId corpId, CharterId id) {
        return one(ONE + " FOR UPDATE", corpId, id);
    }

    @Override
    public Optional<Charter> following(CorpId corpId, CharterId id) {
        return one("SELECT * FROM charter WHERE corp_id = :corpId AND follows = :id", corpId, id);
    }

    private Optional<Charter> one(String sql, CorpId corpId, CharterId id) {
        return client.sql(sql)
                .param("corpId", corpId.value())
                .param("id", id.value())
                .query(this::charter)
                .optional();
    }

    @Override
    public Optional<Charter> ofGroup(CorpId corpId, ChatId chatId) {
        return client.sql("SELECT * FROM charter WHERE corp_id = :corpId AND chat_id = :chatId")
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .query(this::charter)
                .optional();
    }

    @Override
    public List<Charter> list(CorpId corpId, Filter filter, @Nullable CharterId after, int limit) {
        Charter.Status status = filter.status();
        Charter.Kind kind = filter.kind();
        UserId owner = filter.owner();
        return client.sql("""
                        SELECT * FROM charter
                        WHERE corp_id = :corpId AND id > :after
                          AND (:status IS NULL OR status = :status)
                          AND (:kind IS NULL OR kind = :kind)
                          AND (:owner IS NULL OR owner_userid = :owner)
                          AND (:opened IS NULL OR (chat_id IS NOT NULL) = :opened)
                        ORDER BY id LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("after", after == null ? 0 : after.value())
                .param("status", status == null ? null : status.name())
                .param("kind", kind == null ? null : kind.name())
                .param("owner", owner == null ? null : owner.value())
                .param("opened", filter.opened())
                .param("limit", limit)
                .query(this::charter)
                .list();
    }

    @Override
    public CharterId add(CorpId corpId, Charter.Definition definition, @Nullable CharterId follows, Instant now) {
        KeyHolder key = new GeneratedKeyHolder();
        bound("""
                        INSERT INTO charter (corp_id, definition, name, kind, owner_userid, starts_on, ends_on,
                                             goal_measure, goal_target, soft_cap, prepares_next, status, reported,
                                             follows, version, created_at, updated_at)
                        VALUES (:corpId, :definition, :name, :kind, :owner, :startsOn, :endsOn, :goalMeasure,
                                :goalTarget, :softCap, :preparesNext, 'DRAFT', 0, :follows, 1, :now, :now)
                        """, corpId, definition)
                .param("follows", follows == null ? null : follows.value())
                .param("now", JdbcTime.of(now))
                .update(key);
        return new CharterId(Objects.requireNonNull(key.getKey()).longValue());
    }

    @Override
    public void save(Charter charter, Instant now) {
        ChatId chatId = charter.chatId();
        Charter.Opening opening = charter.opening();
        State state = opening == null ? null : opening.state();
        bound("""
                        UPDATE charter
                        SET definition = :definition, name = :name, kind = :kind, owner_userid = :owner,
                            starts_on = :startsOn, ends_on = :endsOn, goal_measure = :goalMeasure,
                            goal_target = :goalTarget, soft_cap = :softCap, prepares_next = :preparesNext,
                            status = :status, chat_id = :chatId, reported = :reported,
                            live_code_id = :liveCodeId, join_state = :state, refusal = :refusal, asked_at = :askedAt,
                            version = version + 1, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id
                        """, charter.corpId(), charter.definition())
                .param("status", charter.status().name())
                .param("chatId", chatId == null ? null : chatId.value())
                .param("reported", charter.reported())
                .param("liveCodeId", opening == null ? null : opening.liveCodeId())
                .param("state", state == null ? null : state.value())
                .param("refusal", opening == null ? null : opening.refusal())
                .param("askedAt", opening == null ? null : JdbcTime.of(opening.askedAt()))
                .param("now", JdbcTime.of(now))
                .param("id", charter.id().value())
                .update();
    }

    private StatementSpec bound(String sql, CorpId corpId, Charter.Definition definition) {
        Charter.Goal goal = definition.goal();
        return client.sql(sql)
                .param("corpId", corpId.value())
                .param("definition", json.writeRecord(definition))
                .param("name", definition.name())
                .param("kind", definition.kind().name())
                .param("owner", definition.owner().map(UserId::value).orElse(null))
                .param("startsOn", definition.startsOn())
                .param("endsOn", definition.endsOn())
                .param("goalMeasure", goal == null ? null : goal.measure().name())
                .param("goalTarget", goal == null ? null : goal.target())
                .param("softCap", definition.softCap())
                .param("preparesNext", definition.preparesNext());
    }

    @Override
    public void delete(CorpId corpId, CharterId id) {
        client.sql("DELETE FROM charter WHERE corp_id = :corpId AND id = :id")
                .param("corpId", corpId.value())
                .param("id", id.value())
                .update();
    }

    @Override
    public Optional<CharterId> awaiting(CorpId corpId, State state, ChatId chatId) {
        return client.sql("""
                        SELECT h.id
                        FROM charter h
                        JOIN group_chat c ON c.corp_id = h.corp_id AND c.chat_id = :chatId
                        WHERE h.corp_id = :corpId AND h.join_state = :state AND h.chat_id IS NULL
                          AND h.status = 'APPROVED' AND c.create_time >= h.asked_at AND c.dismissed_at IS NULL
                        ORDER BY h.id LIMIT 1
                        """)
                .param("chatId", chatId.value())
                .param("corpId", corpId.value())
                .param("state", state.value())
                .query(JdbcCharters::id)
                .optional();
    }

    @Override
    public Optional<CharterId> awaiting(CorpId corpId, String name, UserId owner, Instant began) {
        List<CharterId> found = client.sql("""
                        SELECT id FROM charter
                        WHERE corp_id = :corpId AND name = :name AND chat_id IS NULL AND status = 'APPROVED'
                          AND owner_userid = :owner AND created_at <= :began
                        LIMIT 2
                        """)
                .param("corpId", corpId.value())
                .param("name", name)
                .param("owner", owner.value())
                .param("began", JdbcTime.of(began))
                .query(JdbcCharters::id)
                .list();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    @Override
    public Set<State> awaited(Collection<State> states) {
        return states.isEmpty()
                ? Set.of()
                : new HashSet<>(client.sql(AWAITED)
                        .param("states", states.stream().map(State::value).toList())
                        .query((row, _) -> new State(row.getString(1)))
                        .list());
    }

    @Override
    public Set<ChatId> open(CorpId corpId, Collection<ChatId> chatIds) {
        return chatIds.isEmpty()
                ? Set.of()
                : new HashSet<>(client.sql("""
                                SELECT chat_id FROM group_chat
                                WHERE corp_id = :corpId AND chat_id IN (:chatIds) AND dismissed_at IS NULL
                                """)
                        .param("corpId", corpId.value())
                        .param("chatIds", chatIds.stream().map(ChatId::value).toList())
                        .query((row, _) -> new ChatId(row.getString(1)))
                        .list());
    }

    @Override
    public boolean isToldOf(CorpId corpId, ChatId chatId) {
        return client.sql("""
                        SELECT owner IS NOT NULL FROM group_chat
                        WHERE corp_id = :corpId AND chat_id = :chatId FOR UPDATE
                        """)
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    private static CharterId id(ResultSet row, int number) throws SQLException {
        return new CharterId(row.getLong("id"));
    }

    private Charter charter(ResultSet row, int number) throws SQLException {
        String chatId = row.getString("chat_id");
        Long follows = row.getObject("follows", Long.class);
        return new Charter(
                id(row, number),
                new CorpId(row.getString("corp_id")),
                json.readRecord(row.getString("definition"), Charter.Definition.class),
                Charter.Status.valueOf(row.getString("status")),
                chatId == null ? null : new ChatId(chatId),
                opening(row),
                row.getLong("reported"),
                follows == null ? null : new CharterId(follows),
                row.getInt("version"),
                JdbcTime.get(row, "created_at"),
                JdbcTime.get(row, "updated_at"));
    }

    private static Charter.@Nullable Opening opening(ResultSet row) throws SQLException {
        Instant askedAt = JdbcTime.getNullable(row, "asked_at");
        String state = row.getString("join_state");
        return askedAt == null
                ? null
                : new Charter.Opening(
                        row.getString("live_code_id"),
                        state == null ? null : new State(state),
                        row.getString("refusal"),
                        askedAt);
    }
}
