package scrm.tag.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.TagId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcTagCoverage implements TagCoverage {
    private static final String CONTACTS = """
            SELECT COUNT(DISTINCT external_userid) FROM follow_user
            WHERE corp_id = :corpId AND added_at IS NOT NULL AND ended_at IS NULL
            """;

    /** Tags of relations that last. */
    private static final String TAGGED = """
             FROM follow_user_tag t
            JOIN follow_user f ON f.corp_id = t.corp_id AND f.external_userid = t.external_userid AND f.userid = t.userid
                AND f.added_at IS NOT NULL AND f.ended_at IS NULL
            JOIN corp_tag c ON c.corp_id = t.corp_id AND c.tag_id = t.tag_id AND c.deleted_at IS NULL
            WHERE t.corp_id = :corpId
            """;

    private static final String ANY = "SELECT COUNT(DISTINCT t.external_userid)" + TAGGED;
    private static final String GROUPS =
            "SELECT c.group_id AS id, COUNT(DISTINCT t.external_userid) AS contacts" + TAGGED + " GROUP BY c.group_id";
    private static final String TAGS =
            "SELECT t.tag_id AS id, COUNT(DISTINCT t.external_userid) AS contacts" + TAGGED + " GROUP BY t.tag_id";

    static final String WITH_TAG = ANY + " AND t.tag_id = :tagId";

    static final String WITH_BOTH = WITH_TAG + """
             AND EXISTS (SELECT 1 FROM follow_user_tag o
                JOIN follow_user r ON r.corp_id = o.corp_id AND r.external_userid = o.external_userid
                    AND r.userid = o.userid AND r.added_at IS NOT NULL AND r.ended_at IS NULL
                WHERE o.corp_id = t.corp_id AND o.tag_id = :other AND o.external_userid = t.external_userid)
            """;

    static final String COUNTED = """
            SELECT v.scope, v.scope_id, COALESCE(t.name, g.group_name) AS name, v.contacts, v.counted_at
            FROM tag_coverage v
            LEFT JOIN corp_tag t ON v.scope = 'TAG' AND t.corp_id = v.corp_id AND t.tag_id = v.scope_id
            LEFT JOIN tag_group g ON v.scope = 'GROUP' AND g.corp_id = v.corp_id AND g.group_id = v.scope_id
            WHERE v.corp_id = :corpId
            ORDER BY FIELD(v.scope, 'CONTACTS', 'ANY', 'GROUP', 'TAG'), v.contacts DESC, v.scope_id
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    JdbcTagCoverage(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    @Override
    public List<Covered> count(CorpId corpId) {
        List<Covered> counted = new ArrayList<>();
        counted.add(one(corpId, Scope.CONTACTS, CONTACTS));
        counted.add(one(corpId, Scope.ANY, ANY));
        counted.addAll(each(corpId, Scope.GROUP, GROUPS));
        counted.addAll(each(corpId, Scope.TAG, TAGS));
        return counted;
    }

    private Covered one(CorpId corpId, Scope scope, String sql) {
        long contacts =
                jdbc.sql(sql).param("corpId", corpId.value()).query(Long.class).single();
        return new Covered(scope, "", null, contacts, null);
    }

    private List<Covered> each(CorpId corpId, Scope scope, String sql) {
        return jdbc.sql(sql)
                .param("corpId", corpId.value())
                .query((row, _) -> new Covered(scope, row.getString("id"), null, row.getLong("contacts"), null))
                .list();
    }

    @Override
    public void keep(CorpId corpId, List<Covered> counted, Instant at) {
        jdbc.sql("DELETE FROM tag_coverage WHERE corp_id = :corpId")
                .param("corpId", corpId.value())
                .update();
        template.batchUpdate(
                """
                INSERT INTO tag_coverage (corp_id, scope, scope_id, contacts, counted_at) VALUES (?, ?, ?, ?, ?)
                """,
                counted.stream()
                        .map(covered -> new @Nullable Object[] {
                            corpId.value(),
                            covered.scope().name(),
                            covered.scopeId(),
                            covered.contacts(),
                            JdbcTime.of(at)
                        })
                        .toList());
    }

    @Override
    public List<Covered> counted(CorpId corpId) {
        return jdbc.sql(COUNTED)
                .param("corpId", corpId.value())
                .query((row, _) -> new Covered(
                        Scope.valueOf(row.getString("scope")),
                        row.getString("scope_id"),
                        row.getString("name"),
                        row.getLong("contacts"),
                        JdbcTime.get(row, "counted_at")))
                .list();
    }

    @Override
    public Overlap overlap(CorpId corpId, TagId tagId, TagId other) {
        long both = jdbc.sql(WITH_BOTH)
                .param("corpId", corpId.value())
                .param("tagId", tagId.value())
                .param("other", other.value())
                .query(Long.class)
                .single();
        return new Overlap(with(corpId, tagId), with(corpId, other), both);
    }

    private long with(CorpId corpId, TagId tagId) {
        return jdbc.sql(WITH_TAG)
                .param("corpId", corpId.value())
                .param("tagId", tagId.value())
                .query(Long.class)
                .single();
    }
}
