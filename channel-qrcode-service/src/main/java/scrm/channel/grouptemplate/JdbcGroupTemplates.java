package scrm.channel.grouptemplate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

import scrm.attachment.JdbcAttachments;
import scrm.attachment.KeptAttachment;
import scrm.attachment.MediaContentId;
import scrm.channel.grouptemplate.GroupTemplate.Failure;
import scrm.channel.grouptemplate.GroupTemplate.Status;
import scrm.channel.grouptemplate.GroupTemplate.Sync;
import scrm.events.CorpId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcGroupTemplates implements GroupTemplates {
    private static final JsonMapper JSON = JdbcAttachments.mapper().build();
    private static final ObjectWriter WRITER = JSON.writerFor(KeptAttachment.class);
    private static final String ONE = "SELECT * FROM group_welcome_template WHERE corp_id = :corpId AND id = :id";

    private final JdbcClient jdbc;

    JdbcGroupTemplates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public GroupTemplateId add(CorpId corpId, GroupTemplate.Draft draft, boolean notifyMembers, Instant now) {
        KeyHolder key = new GeneratedKeyHolder();
        bound("""
                        INSERT INTO group_welcome_template (corp_id, name, text, attachment, content_id,
                                                            notify_members, status, sync, version, created_at,
                                                            updated_at)
                        VALUES (:corpId, :name, :text, :attachment, :contentId, :notifyMembers, 'CREATING', 'IN_SYNC',
                                1, :now, :now)
                        """, corpId, draft, now).param("notifyMembers", notifyMembers).update(key);
        return new GroupTemplateId(Objects.requireNonNull(key.getKey()).longValue());
    }

    @Override
    public void edit(
            CorpId corpId, GroupTemplateId id, GroupTemplate.Draft draft, Status status, Sync sync, Instant now) {
        bound("""
                        UPDATE group_welcome_template
                        SET name = :name, text = :text, attachment = :attachment, content_id = :contentId,
                            status = :status, sync = :sync, failure_reason = NULL, failure_errcode = NULL,
                            version = version + 1, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id
                        """, corpId, draft, now)
                .param("status", status.name())
                .param("sync", sync.name())
                .param("id", id.value())
                .update();
    }

    private JdbcClient.StatementSpec bound(String sql, CorpId corpId, GroupTemplate.Draft draft, Instant now) {
        KeptAttachment attachment = draft.attachment();
        return jdbc.sql(sql)
                .param("corpId", corpId.value())
                .param("name", draft.name())
                .param("text", draft.text())
                .param("attachment", attachment == null ? null : WRITER.writeValueAsString(attachment))
                .param("contentId", draft.content().map(MediaContentId::value).orElse(null))
                .param("now", JdbcTime.of(now));
    }

    @Override
    public Optional<GroupTemplate> find(CorpId corpId, GroupTemplateId id) {
        return one(ONE, corpId, id);
    }

    @Override
    public Optional<GroupTemplate> lock(CorpId corpId, GroupTemplateId id) {
        return one(ONE + " FOR UPDATE", corpId, id);
    }

    private Optional<GroupTemplate> one(String sql, CorpId corpId, GroupTemplateId id) {
        return of(sql, corpId, id).query(JdbcGroupTemplates::template).optional();
    }

    private JdbcClient.StatementSpec of(String sql, CorpId corpId, GroupTemplateId id) {
        return jdbc.sql(sql).param("corpId", corpId.value()).param("id", id.value());
    }

    @Override
    public List<GroupTemplate> list(
            CorpId corpId, @Nullable Status status, @Nullable GroupTemplateId after, int limit) {
        return jdbc.sql("""
                        SELECT * FROM group_welcome_template
                        WHERE corp_id = :corpId AND id > :after
                          AND (status = :status OR :status IS NULL AND status <> 'DELETED')
                        ORDER BY id LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("after", after == null ? 0 : after.value())
                .param("status", status == null ? null : status.name())
                .param("limit", limit)
                .query(JdbcGroupTemplates::template)
                .list();
    }

    @Override
    public void made(CorpId corpId, GroupTemplateId id, String templateId, @Nullable String mediaId, Instant now) {
        of("""
                        UPDATE group_welcome_template
                        SET status = 'ACTIVE', template_id = :templateId, media_id = :mediaId,
                            failure_reason = NULL, failure_errcode = NULL,
                            version = version + 1, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id AND status = 'CREATING'
                        """, corpId, id)
                .param("templateId", templateId)
                .param("mediaId", mediaId)
                .param("now", JdbcTime.of(now))
                .update();
    }

    @Override
    public void notMade(CorpId corpId, GroupTemplateId id, Status as, Failure failure, Instant now) {
        of("""
                        UPDATE group_welcome_template
                        SET status = :status, failure_reason = :reason, failure_errcode = :errcode,
                            version = version + 1, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id AND status = 'CREATING'
                        """, corpId, id)
                .param("status", as.name())
                .param("reason", shortened(failure.reason()))
                .param("errcode", failure.errcode())
                .param("now", JdbcTime.of(now))
                .update();
    }

    @Override
    public void synced(CorpId corpId, GroupTemplateId id, int version, @Nullable String mediaId, Instant now) {
        of("""
                        UPDATE group_welcome_template
                        SET sync = 'IN_SYNC', media_id = :mediaId, failure_reason = NULL, failure_errcode = NULL,
                            version = version + 1, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id AND version = :version
                        """, corpId, id)
                .param("mediaId", mediaId)
                .param("version", version)
                .param("now", JdbcTime.of(now))
                .update();
    }

    @Override
    public void notSynced(CorpId corpId, GroupTemplateId id, int version, Failure failure, Instant now) {
        of("""
                        UPDATE group_welcome_template
                        SET sync = 'FAILED', failure_reason = :reason, failure_errcode = :errcode,
                            version = version + 1, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id AND version = :version
                        """, corpId, id)
                .param("reason", shortened(failure.reason()))
                .param("errcode", failure.errcode())
                .param("version", version)
                .param("now", JdbcTime.of(now))
                .update();
    }

    @Override
    public void waits(GroupTemplate template, Sync sync, Failure why, Instant now) {
        // Calls of the same corp name one reason in different words; it is told once.
        of("""
                        UPDATE group_welcome_template
                        SET sync = :sync, failure_reason = :reason, failure_errcode = :errcode,
                            version = version + 1, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id AND version = :version
                          AND NOT (sync = :sync AND failure_errcode <=> :errcode)
                        """, template.corpId(), template.id())
                .param("sync", sync.name())
                .param("reason", shortened(why.reason()))
                .param("errcode", why.errcode())
                .param("version", template.version())
                .param("now", JdbcTime.of(now))
                .update();
    }

    @Override
    public boolean sends(CorpId corpId, MediaContentId contentId) {
        return jdbc.sql("""
                        SELECT COUNT(*) > 0 FROM group_welcome_template
                        WHERE corp_id = :corpId AND content_id = :contentId AND status IN ('CREATING', 'ACTIVE')
                        """)
                .param("corpId", corpId.value())
                .param("contentId", contentId.value())
                .query(Boolean.class)
                .single();
    }

    @Override
    public List<GroupTemplateId> withOtherMedia(CorpId corpId, MediaContentId contentId, String mediaId) {
        return jdbc.sql("""
                        SELECT id FROM group_welcome_template
                        WHERE corp_id = :corpId AND content_id = :contentId AND status = 'ACTIVE'
                          AND (media_id IS NULL OR media_id <> :mediaId)
                        """)
                .param("corpId", corpId.value())
                .param("contentId", contentId.value())
                .param("mediaId", mediaId)
                .query((row, _) -> new GroupTemplateId(row.getLong(1)))
                .list();
    }

    private static GroupTemplate template(ResultSet row, int number) throws SQLException {
        String attachment = row.getString("attachment");
        String failure = row.getString("failure_reason");
        return new GroupTemplate(
                new GroupTemplateId(row.getLong("id")),
                new CorpId(row.getString("corp_id")),
                new GroupTemplate.Draft(
                        row.getString("name"),
                        row.getString("text"),
                        attachment == null ? null : JSON.readValue(attachment, KeptAttachment.class)),
                row.getBoolean("notify_members"),
                Status.valueOf(row.getString("status")),
                Sync.valueOf(row.getString("sync")),
                row.getString("template_id"),
                failure == null ? null : new Failure(failure, row.getInt("failure_errcode")),
                row.getInt("version"),
                JdbcTime.get(row, "created_at"),
                JdbcTime.get(row, "updated_at"));
    }

    private static String shortened(String reason) {
        return reason.length() <= 500 ? reason : reason.substring(0, 500);
    }
}
