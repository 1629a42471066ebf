package scrm.channel.livecode;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import scrm.channel.channel.ChannelId;
import scrm.channel.script.JdbcScripts;
import scrm.events.AttributionEvent.SourceTag;
import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.Id;
import scrm.events.State;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcLiveCodes implements LiveCodes {
    // Tests pin how the server runs them.
    static final String OF_SHORT_CODE = "SELECT * FROM live_code WHERE short_code = :shortCode";
    static final String HAVING = """
            SELECT l.id, l.users FROM live_code_target t
            JOIN live_code l ON l.id = t.live_code_id
            WHERE t.corp_id = :corpId AND t.target = :userId AND t.live_code_id > :after AND l.status <> 'ARCHIVED'
            ORDER BY t.live_code_id LIMIT :limit
            """;

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<List<SourceTag>> TAGS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JdbcLiveCodeMedia media;
    private final ApplicationEventPublisher watchers;

    JdbcLiveCodes(JdbcClient jdbc, JdbcLiveCodeMedia media, ApplicationEventPublisher watchers) {
        this.jdbc = jdbc;
        this.media = media;
        this.watchers = watchers;
    }

    @Override
    public LiveCodeId add(CorpId corpId, ChannelId channelId, State state, LiveCode.Draft draft, Instant now) {
        KeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                        INSERT INTO live_code (corp_id, channel_id, state, kind, status, name, users, skip_verify,
                                               welcome, chat_groups, open_groups, invites_to,
                                               sync, version, created_at, updated_at)
                        VALUES (:corpId, :channelId, :state, :kind, 'CREATING', :name, :users, :skipVerify,
                                :welcome, :groups, :openGroups, :invitesTo,
                                'IN_SYNC', 1, :now, :now)
                        """)
                .param("corpId", corpId.value())
                .param("channelId", channelId.value())
                .param("state", state.value())
                .param("kind", draft.kind().name())
                .params(JdbcLiveCodeRow.columns(draft, draft.firstGroups()))
                .param("now", JdbcTime.of(now))
                .update(key);
        LiveCodeId id = new LiveCodeId(Objects.requireNonNull(key.getKey()).longValue());
        targets(corpId, id, draft);
        media.replace(corpId, id, draft);
        return id;
    }

    @Override
    public Optional<LiveCode> find(CorpId corpId, LiveCodeId id) {
        return jdbc.sql("""
                        SELECT * FROM live_code WHERE corp_id = :corpId AND id = :id
                        """)
                .param("corpId", corpId.value())
                .param("id", id.value())
                .query(JdbcLiveCodeRow::read)
                .optional();
    }

    @Override
    public Optional<LiveCode> lock(CorpId corpId, LiveCodeId id) {
        return jdbc.sql("""
                        SELECT * FROM live_code WHERE corp_id = :corpId AND id = :id FOR UPDATE
                        """)
                .param("corpId", corpId.value())
                .param("id", id.value())
                .query(JdbcLiveCodeRow::read)
                .optional();
    }

    @Override
    public Optional<LiveCode> find(ShortCode shortCode) {
        return jdbc.sql(OF_SHORT_CODE)
                .param("shortCode", shortCode.value())
                .query(JdbcLiveCodeRow::read)
                .optional();
    }

    @Override
    public Optional<ScannedCode> scanned(CorpId corpId, State state) {
        return jdbc.sql("""
                        SELECT l.id, l.version, l.channel_id, l.name, l.welcome, l.invites_to, c.name AS channel_name, c.tags,
                               g.name AS group_name, g.short_code AS group_short_code
                        FROM live_code l
                        JOIN channel c ON c.id = l.channel_id
                        LEFT JOIN live_code g ON g.id = l.invites_to AND g.status = 'ACTIVE'
                        WHERE l.corp_id = :corpId AND l.state = :state
                        """)
                .param("corpId", corpId.value())
                .param("state", state.value())
                .query((row, _) -> new ScannedCode(
                        new LiveCodeId(row.getLong("id")),
                        row.getInt("version"),
                        new ChannelId(row.getLong("channel_id")),
                        row.getString("name"),
                        row.getString("channel_name"),
                        JSON.readValue(row.getString("tags"), TAGS),
                        JdbcScripts.read(row.getString("welcome")),
                        row.getLong("invites_to") != 0,
                        invitation(row)))
                .optional();
    }

    private static @Nullable Invitation invitation(ResultSet row) throws SQLException {
        String shortCode = row.getString("group_short_code");
        return shortCode == null ? null : new Invitation(row.getString("group_name"), new ShortCode(shortCode));
    }

    @Override
    public List<LiveCode> list(CorpId corpId, Filter filter, @Nullable LiveCodeId after, int limit) {
        ChannelId channelId = filter.channelId();
        State state = filter.state();
        LiveCode.Kind kind = filter.kind();
        LiveCode.Status status = filter.status();
        UserId userId = filter.userId();
        return jdbc.sql("""
                        SELECT * FROM live_code l
                        WHERE corp_id = :corpId AND id > :after
                          AND (:channelId IS NULL OR channel_id = :channelId)
                          AND (:state IS NULL OR state = :state)
                          AND (:kind IS NULL OR kind = :kind)
                          AND (:status IS NULL OR status = :status)
                          AND (:name IS NULL OR LOCATE(:name, name) > 0)
                          AND (:userId IS NULL OR EXISTS (
                              SELECT 1 FROM live_code_target t
                              WHERE t.corp_id = :corpId AND t.target = :userId AND t.live_code_id = l.id))
                        ORDER BY id LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("after", after == null ? 0 : after.value())
                .param("channelId", channelId == null ? null : channelId.value())
                .param("state", state == null ? null : state.value())
                .param("kind", kind == null ? null : kind.name())
                .param("status", status == null ? null : status.name())
                .param("name", filter.name())
                .param("userId", userId == null ? null : userId.value())
                .param("limit", limit)
                .query(JdbcLiveCodeRow::read)
                .list();
    }

    @Override
    public boolean edit(
            CorpId corpId,
            LiveCodeId id,
            int version,
            LiveCode.Draft draft,
            List<ChatId> openGroups,
            LiveCode.Status status,
            LiveCode.Sync sync,
            Instant now) {
        boolean edited = jdbc.sql("""
                        UPDATE live_code
                        SET name = :name, users = :users, skip_verify = :skipVerify, welcome = :welcome,
                            chat_groups = :groups, open_groups = :openGroups, invites_to = :invitesTo,
                            status = :status, sync = :sync,
                            failure_reason = NULL, failure_errcode = NULL,
                            version = version + 1, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id AND version = :version
                        """)
                        .params(JdbcLiveCodeRow.columns(draft, openGroups))
                        .param("status", status.name())
                        .param("sync", sync.name())
                        .param("now", JdbcTime.of(now))
                        .param("corpId", corpId.value())
                        .param("id", id.value())
                        .param("version", version)
                        .update()
                == 1;
        if (edited) {
            targets(corpId, id, draft);
            media.replace(corpId, id, draft);
            changed(corpId, id);
        }
        return edited;
    }

    @Override
    public void made(CorpId corpId, LiveCodeId id, CodeAtWeCom.Made made, Instant now) {
        jdbc.sql("""
                        UPDATE live_code
                        SET status = :status, handle = :handle, qr_code = :qrCode, link = :link, sync = 'IN_SYNC',
                            failure_reason = NULL, failure_errcode = NULL,
                            version = version + 1, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id AND status = 'CREATING'
                        """)
                .param("status", (made.isComplete() ? LiveCode.Status.ACTIVE : LiveCode.Status.CREATING).name())
                .param("handle", made.handle())
                .param("qrCode", made.qrCode())
                .param("link", made.link())
                .param("now", JdbcTime.of(now))
                .param("corpId", corpId.value())
                .param("id", id.value())
                .update();
        changed(corpId, id);
    }

    @Override
    public boolean redirect(
            CorpId corpId,
            LiveCodeId id,
            int version,
            LiveCode.Groups groups,
            List<ChatId> openGroups,
            boolean exhausted,
            LiveCode.Sync sync,
            Instant now) {
        boolean redirected = jdbc.sql("""
                        UPDATE live_code
                        SET chat_groups = :groups, open_groups = :openGroups, exhausted = :exhausted, sync = :sync,
                            version = version + 1, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id AND version = :version
                        """)
                        .param("groups", JdbcLiveCodeRow.groups(groups))
                        .param("openGroups", JdbcLiveCodeRow.texts(openGroups))
                        .param("exhausted", exhausted)
                        .param("sync", sync.name())
                        .param("now", JdbcTime.of(now))
                        .param("corpId", corpId.value())
                        .param("id", id.value())
                        .param("version", version)
                        .update()
                == 1;
        if (redirected) {
            targets(corpId, id, groups.chatIds());
            changed(corpId, id);
        }
        return redirected;
    }

    @Override
    public void refused(CorpId corpId, LiveCodeId id, LiveCode.Failure failure, Instant now) {
        jdbc.sql("""
                        UPDATE live_code
                        SET status = 'FAILED', assigned = NULL, failure_reason = :reason, failure_errcode = :errcode,
                            version = version + 1, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id AND status = 'CREATING'
                        """)
                .param("reason", shortened(failure.reason()))
                .param("errcode", failure.errcode())
                .param("now", JdbcTime.of(now))
                .param("corpId", corpId.value())
                .param("id", id.value())
                .update();
        changed(corpId, id);
    }

    @Override
    public void assign(CorpId corpId, LiveCodeId id, @Nullable List<UserId> users) {
        jdbc.sql("""
                        UPDATE live_code SET assigned = :users
                        WHERE corp_id = :corpId AND id = :id AND status IN ('CREATING', 'ACTIVE', 'PAUSED')
                        """)
                .param("users", users == null ? null : JdbcLiveCodeRow.texts(users))
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
                          AND NOT (sync = :sync AND failure_reason <=> :reason)
                        """)
                .param("sync", (failure == null ? LiveCode.Sync.IN_SYNC : LiveCode.Sync.FAILED).name())
                .param("reason", failure == null ? null : shortened(failure.reason()))
                .param("errcode", failure == null ? null : failure.errcode())
                .param("now", JdbcTime.of(now))
                .param("corpId", corpId.value())
                .param("id", id.value())
                .param("version", version)
                .update();
        changed(corpId, id);
    }

    @Override
    public void waits(LiveCode liveCode, LiveCode.Sync sync, LiveCode.Failure why, Instant now) {
        // Calls of the same corp name one reason in different words; it is told once.
        boolean news = jdbc.sql("""
                        UPDATE live_code
                        SET sync = :sync, failure_reason = :reason, failure_errcode = :errcode,
                            version = version + 1, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id AND version = :version
                          AND NOT (sync = :sync AND failure_errcode <=> :errcode)
                        """)
                        .param("sync", sync.name())
                        .param("reason", shortened(why.reason()))
                        .param("errcode", why.errcode())
                        .param("now", JdbcTime.of(now))
                        .param("corpId", liveCode.corpId().value())
                        .param("id", liveCode.id().value())
                        .param("version", liveCode.version())
                        .update()
                == 1;
        if (news) {
            changed(liveCode.corpId(), liveCode.id());
        }
    }

    @Override
    public Set<String> known(CorpId corpId, Collection<String> handles) {
        if (handles.isEmpty()) {
            return Set.of();
        }
        return jdbc
                .sql("""
                        SELECT handle FROM live_code WHERE corp_id = :corpId AND handle IN (:handles)
                        """)
                .param("corpId", corpId.value())
                .param("handles", handles)
                .query((row, _) -> row.getString(1))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public List<LiveCodeId> leadingInto(CorpId corpId, ChatId chatId) {
        return jdbc.sql("""
                        SELECT live_code_id FROM live_code_target WHERE corp_id = :corpId AND target = :chatId
                        """)
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .query((row, _) -> new LiveCodeId(row.getLong(1)))
                .list();
    }

    @Override
    public SortedMap<LiveCodeId, List<UserId>> having(CorpId corpId, UserId userId, LiveCodeId after, int limit) {
        SortedMap<LiveCodeId, List<UserId>> codes = new TreeMap<>(Comparator.comparingLong(LiveCodeId::value));
        jdbc.sql(HAVING)
                .param("corpId", corpId.value())
                .param("userId", userId.value())
                .param("after", after.value())
                .param("limit", limit)
                .query(row -> {
                    codes.put(
                            new LiveCodeId(row.getLong("id")),
                            JdbcLiveCodeRow.texts(row.getString("users"))
                                    .map(UserId::new)
                                    .toList());
                });
        return codes;
    }

    @Override
    public List<LiveCodeId> invitingTo(CorpId corpId, LiveCodeId id, int limit) {
        return jdbc.sql("""
                        SELECT id FROM live_code
                        WHERE corp_id = :corpId AND invites_to = :id AND status <> 'ARCHIVED'
                        ORDER BY id LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("id", id.value())
                .param("limit", limit)
                .query((row, _) -> new LiveCodeId(row.getLong(1)))
                .list();
    }

    @Override
    public void seen(CorpId corpId, Collection<String> handles, Instant now) {
        if (handles.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        UPDATE live_code SET seen_at = :now WHERE corp_id = :corpId AND handle IN (:handles)
                        """)
                .param("now", JdbcTime.of(now))
                .param("corpId", corpId.value())
                .param("handles", handles)
                .update();
    }

    @Override
    public boolean hasAny(CorpId corpId, Set<LiveCode.Kind> kinds) {
        return jdbc.sql("""
                        SELECT EXISTS (
                            SELECT 1 FROM live_code
                            WHERE corp_id = :corpId AND status IN ('ACTIVE', 'PAUSED') AND kind IN (:kinds))
                        """)
                .param("corpId", corpId.value())
                .param("kinds", kinds.stream().map(LiveCode.Kind::name).toList())
                .query(Boolean.class)
                .single();
    }

    @Override
    public List<LiveCode> unseenSince(CorpId corpId, Instant since, LiveCodeId after, int limit) {
        return jdbc.sql("""
                        SELECT * FROM live_code
                        WHERE corp_id = :corpId AND id > :after AND status IN ('ACTIVE', 'PAUSED')
                          AND created_at < :since AND (seen_at IS NULL OR seen_at < :since)
                        ORDER BY id LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("after", after.value())
                .param("since", JdbcTime.of(since))
                .param("limit", limit)
                .query(JdbcLiveCodeRow::read)
                .list();
    }

    @Override
    public Optional<LiveCode> byHandle(CorpId corpId, String handle) {
        return jdbc.sql("SELECT * FROM live_code WHERE corp_id = :corpId AND handle = :handle")
                .param("corpId", corpId.value())
                .param("handle", handle)
                .query(JdbcLiveCodeRow::read)
                .optional();
    }

    private void changed(CorpId corpId, LiveCodeId id) {
        watchers.publishEvent(new LiveCodeChanged(corpId, id));
    }

    private void targets(CorpId corpId, LiveCodeId id, LiveCode.Draft draft) {
        LiveCode.Groups groups = draft.groups();
        targets(corpId, id, groups == null ? draft.users() : groups.chatIds());
    }

    private void targets(CorpId corpId, LiveCodeId id, List<? extends Id> targets) {
        jdbc.sql("DELETE FROM live_code_target WHERE live_code_id = :id")
                .param("id", id.value())
                .update();
        jdbc.sql("""
                        INSERT INTO live_code_target (corp_id, target, live_code_id)
                        SELECT :corpId, target, :id
                        FROM JSON_TABLE(:targets, '$[*]' COLUMNS (target VARCHAR(64) PATH '$')) AS targets
                        """)
                .param("corpId", corpId.value())
                .param("id", id.value())
                .param("targets", JdbcLiveCodeRow.texts(targets))
                .update();
    }

    private static String shortened(String reason) {
        return reason.length() <= 500 ? reason : reason.substring(0, 500);
    }
}
