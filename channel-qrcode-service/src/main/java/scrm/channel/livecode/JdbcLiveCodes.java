package scrm.channel.livecode;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import scrm.attachment.MediaContentId;
import scrm.channel.channel.ChannelId;
import scrm.events.AttributionEvent.SourceTag;
import scrm.events.CorpId;
import scrm.events.State;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcLiveCodes implements LiveCodes {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<List<SourceTag>> TAGS = new TypeReference<>() {};
    private static final TypeReference<List<String>> USERS = new TypeReference<>() {};

    private final JdbcClient jdbc;

    JdbcLiveCodes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public LiveCodeId add(CorpId corpId, ChannelId channelId, State state, LiveCode.Draft draft, Instant now) {
        KeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                        INSERT INTO live_code (corp_id, channel_id, name, state, status, users, skip_verify, welcome,
                                               sync, version, created_at, updated_at)
                        VALUES (:corpId, :channelId, :name, :state, 'CREATING', :users, :skipVerify, :welcome,
                                'IN_SYNC', 1, :now, :now)
                        """)
                .param("corpId", corpId.value())
                .param("channelId", channelId.value())
                .param("name", draft.name())
                .param("state", state.value())
                .param("users", users(draft))
                .param("skipVerify", draft.skipVerify())
                .param("welcome", JdbcWelcomes.write(draft.welcome()))
                .param("now", JdbcTime.of(now))
                .update(key);
        return new LiveCodeId(Objects.requireNonNull(key.getKey()).longValue());
    }

    @Override
    public Optional<LiveCode> find(CorpId corpId, LiveCodeId id) {
        return jdbc.sql("""
                        SELECT * FROM live_code WHERE corp_id = :corpId AND id = :id
                        """)
                .param("corpId", corpId.value())
                .param("id", id.value())
                .query(JdbcLiveCodes::liveCode)
                .optional();
    }

    @Override
    public Optional<ScannedCode> scanned(CorpId corpId, State state) {
        return jdbc.sql("""
                        SELECT l.id, l.channel_id, l.welcome, c.tags
                        FROM live_code l JOIN channel c ON c.id = l.channel_id
                        WHERE l.corp_id = :corpId AND l.state = :state
                        """)
                .param("corpId", corpId.value())
                .param("state", state.value())
                .query((row, _) -> new ScannedCode(
                        new LiveCodeId(row.getLong("id")),
                        new ChannelId(row.getLong("channel_id")),
                        JSON.readValue(row.getString("tags"), TAGS),
                        JdbcWelcomes.read(row.getString("welcome"))))
                .optional();
    }

    @Override
    public List<LiveCode> list(CorpId corpId, Filter filter, @Nullable LiveCodeId after, int limit) {
        ChannelId channelId = filter.channelId();
        State state = filter.state();
        LiveCode.Status status = filter.status();
        return jdbc.sql("""
                        SELECT * FROM live_code
                        WHERE corp_id = :corpId AND id > :after
                          AND (:channelId IS NULL OR channel_id = :channelId)
                          AND (:state IS NULL OR state = :state)
                          AND (:status IS NULL OR status = :status)
                          AND (:name IS NULL OR LOCATE(:name, name) > 0)
                        ORDER BY id LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("after", after == null ? 0 : after.value())
                .param("channelId", channelId == null ? null : channelId.value())
                .param("state", state == null ? null : state.value())
                .param("status", status == null ? null : status.name())
                .param("name", filter.name())
                .param("limit", limit)
                .query(JdbcLiveCodes::liveCode)
                .list();
    }

    @Override
    public boolean edit(
            CorpId corpId,
            LiveCodeId id,
            int version,
            LiveCode.Draft draft,
            LiveCode.Status status,
            LiveCode.Sync sync,
            Instant now) {
        return jdbc.sql("""
                        UPDATE live_code
                        SET name = :name, users = :users, skip_verify = :skipVerify, welcome = :welcome,
                            status = :status, sync = :sync, failure_reason = NULL, failure_errcode = NULL,
                            version = version + 1, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id AND version = :version
                        """)
                        .param("name", draft.name())
                        .param("users", users(draft))
                        .param("skipVerify", draft.skipVerify())
                        .param("welcome", JdbcWelcomes.write(draft.welcome()))
                        .param("status", status.name())
                        .param("sync", sync.name())
                        .param("now", JdbcTime.of(now))
                        .param("corpId", corpId.value())
                        .param("id", id.value())
                        .param("version", version)
                        .update()
                == 1;
    }

    @Override
    public void made(CorpId corpId, LiveCodeId id, String configId, String qrCode, Instant now) {
        jdbc.sql("""
                        UPDATE live_code
                        SET status = 'ACTIVE', config_id = :configId, qr_code = :qrCode,
                            failure_reason = NULL, failure_errcode = NULL,
                            version = version + 1, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id AND status = 'CREATING'
                        """)
                .param("configId", configId)
                .param("qrCode", qrCode)
                .param("now", JdbcTime.of(now))
                .param("corpId", corpId.value())
                .param("id", id.value())
                .update();
    }

    @Override
    public void refused(CorpId corpId, LiveCodeId id, LiveCode.Failure failure, Instant now) {
        jdbc.sql("""
                        UPDATE live_code
                        SET status = 'FAILED', failure_reason = :reason, failure_errcode = :errcode,
                            version = version + 1, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id AND status = 'CREATING'
                        """)
                .param("reason", shortened(failure.reason()))
                .param("errcode", failure.errcode())
                .param("now", JdbcTime.of(now))
                .param("corpId", corpId.value())
                .param("id", id.value())
                .update();
    }

    @Override
    public void synced(CorpId corpId, LiveCodeId id, int version, LiveCode.@Nullable Failure failure, Instant now) {
        jdbc.sql("""
                        UPDATE live_code
                        SET sync = :sync, failure_reason = :reason, failure_errcode = :errcode,
                            version = version + 1, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id AND version = :version
                        """)
                .param("sync", (failure == null ? LiveCode.Sync.IN_SYNC : LiveCode.Sync.FAILED).name())
                .param("reason", failure == null ? null : shortened(failure.reason()))
                .param("errcode", failure == null ? null : failure.errcode())
                .param("now", JdbcTime.of(now))
                .param("corpId", corpId.value())
                .param("id", id.value())
                .param("version", version)
                .update();
    }

    @Override
    public Set<String> known(CorpId corpId, Collection<String> configIds) {
        if (configIds.isEmpty()) {
            return Set.of();
        }
        return jdbc
                .sql("""
                        SELECT config_id FROM live_code WHERE corp_id = :corpId AND config_id IN (:configIds)
                        """)
                .param("corpId", corpId.value())
                .param("configIds", configIds)
                .query((row, _) -> row.getString(1))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean sends(CorpId corpId, MediaContentId contentId) {
        // Asked once in most of a day for each picture; the codes of one corp are few enough to be read for it.
        return jdbc
                .sql("""
                        SELECT welcome FROM live_code
                        WHERE corp_id = :corpId AND status IN ('CREATING', 'ACTIVE') AND welcome IS NOT NULL
                        """)
                .param("corpId", corpId.value())
                .query((row, _) -> JdbcWelcomes.read(row.getString(1)))
                .list()
                .stream()
                .anyMatch(welcome -> welcome != null && welcome.contents().contains(contentId));
    }

    private static LiveCode liveCode(ResultSet row, int number) throws SQLException {
        String failure = row.getString("failure_reason");
        return new LiveCode(
                new LiveCodeId(row.getLong("id")),
                new CorpId(row.getString("corp_id")),
                new ChannelId(row.getLong("channel_id")),
                new State(row.getString("state")),
                LiveCode.Status.valueOf(row.getString("status")),
                new LiveCode.Draft(
                        row.getString("name"),
                        JSON.readValue(row.getString("users"), USERS).stream()
                                .map(UserId::new)
                                .toList(),
                        row.getBoolean("skip_verify"),
                        JdbcWelcomes.read(row.getString("welcome"))),
                row.getString("config_id"),
                row.getString("qr_code"),
                failure == null ? null : new LiveCode.Failure(failure, row.getInt("failure_errcode")),
                LiveCode.Sync.valueOf(row.getString("sync")),
                row.getInt("version"),
                JdbcTime.get(row, "created_at"),
                JdbcTime.get(row, "updated_at"));
    }

    private static String users(LiveCode.Draft draft) {
        return JSON.writeValueAsString(draft.users().stream().map(UserId::value).toList());
    }

    private static String shortened(String reason) {
        return reason.length() <= 500 ? reason : reason.substring(0, 500);
    }
}
