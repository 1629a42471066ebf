package scrm.group.template;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.group.charter.Charter;
import scrm.group.charter.CharterId;
import scrm.messaging.EventJson;
import scrm.messaging.JdbcTime;

@Repository
class JdbcGroupTemplates implements GroupTemplates {
    private final JdbcClient client;
    private final JdbcTemplate template;
    private final EventJson json;

    JdbcGroupTemplates(JdbcClient client, JdbcTemplate template, EventJson json) {
        this.client = client;
        this.template = template;
        this.json = json;
    }

    @Override
    public GroupTemplateId add(
            CorpId corpId,
            String name,
            Charter.Definition definition,
            @Nullable String channelId,
            CharterId charterId,
            Instant now) {
        KeyHolder key = new GeneratedKeyHolder();
        client.sql("""
                        INSERT INTO group_template (corp_id, name, definition, channel_id, charter_id, created_at)
                        VALUES (:corpId, :name, :definition, :channelId, :charterId, :now)
                        """)
                .param("corpId", corpId.value())
                .param("name", name)
                .param("definition", json.writeRecord(definition))
                .param("channelId", channelId)
                .param("charterId", charterId.value())
                .param("now", JdbcTime.of(now))
                .update(key);
        return new GroupTemplateId(Objects.requireNonNull(key.getKey()).longValue());
    }

    @Override
    public Optional<GroupTemplate> find(CorpId corpId, GroupTemplateId id) {
        return client.sql("SELECT * FROM group_template WHERE corp_id = :corpId AND id = :id")
                .param("corpId", corpId.value())
                .param("id", id.value())
                .query(this::template)
                .optional();
    }

    @Override
    public List<GroupTemplate> list(CorpId corpId, @Nullable GroupTemplateId after, int limit) {
        return client.sql("""
                        SELECT * FROM group_template WHERE corp_id = :corpId AND id > :after ORDER BY id LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("after", after == null ? 0 : after.value())
                .param("limit", limit)
                .query(this::template)
                .list();
    }

    @Override
    public boolean delete(CorpId corpId, GroupTemplateId id) {
        return client.sql("DELETE FROM group_template WHERE corp_id = :corpId AND id = :id")
                        .param("corpId", corpId.value())
                        .param("id", id.value())
                        .update()
                == 1;
    }

    @Override
    public void plan(CorpId corpId, GroupTemplateId id, String jobId, List<Copy> copies) {
        template.batchUpdate(
                """
                INSERT INTO group_copy (corp_id, template_id, job_id, copy_number, name, owner_userid)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                copies.stream()
                        .map(copy -> new Object[] {
                            corpId.value(),
                            id.value(),
                            jobId,
                            copy.number(),
                            copy.name(),
                            copy.owner().value()
                        })
                        .toList());
    }

    @Override
    public List<Copy> left(CorpId corpId, String jobId, int limit) {
        return client.sql("""
                        SELECT * FROM group_copy
                        WHERE corp_id = :corpId AND job_id = :jobId AND charter_id IS NULL
                        ORDER BY copy_number LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("jobId", jobId)
                .param("limit", limit)
                .query((row, _) -> copy(row))
                .list();
    }

    @Override
    public void made(CorpId corpId, String jobId, int number, CharterId charterId) {
        client.sql("""
                        UPDATE group_copy SET charter_id = :charterId
                        WHERE corp_id = :corpId AND job_id = :jobId AND copy_number = :number
                        """)
                .param("charterId", charterId.value())
                .param("corpId", corpId.value())
                .param("jobId", jobId)
                .param("number", number)
                .update();
    }

    @Override
    public List<PlannedCopy> copies(CorpId corpId, GroupTemplateId id, long after, int limit) {
        return client.sql("""
                        SELECT * FROM group_copy
                        WHERE corp_id = :corpId AND template_id = :templateId AND id > :after ORDER BY id LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("templateId", id.value())
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> {
                    Long charterId = row.getObject("charter_id", Long.class);
                    return new PlannedCopy(
                            row.getLong("id"),
                            row.getString("job_id"),
                            copy(row),
                            charterId == null ? null : new CharterId(charterId));
                })
                .list();
    }

    private static Copy copy(ResultSet row) throws SQLException {
        return new Copy(row.getInt("copy_number"), row.getString("name"), new UserId(row.getString("owner_userid")));
    }

    private GroupTemplate template(ResultSet row, int number) throws SQLException {
        return new GroupTemplate(
                new GroupTemplateId(row.getLong("id")),
                row.getString("name"),
                json.readRecord(row.getString("definition"), Charter.Definition.class),
                row.getString("channel_id"),
                new CharterId(row.getLong("charter_id")),
                JdbcTime.get(row, "created_at"));
    }
}
