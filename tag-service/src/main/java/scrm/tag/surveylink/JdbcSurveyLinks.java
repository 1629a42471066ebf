package scrm.tag.surveylink;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;
import scrm.tag.survey.SurveyId;
import scrm.tag.survey.SurveyToken;

@Repository
class JdbcSurveyLinks implements SurveyLinks {
    private static final String LINK = """
            SELECT id, corp_id, survey_id, external_userid, userid, created_at, answered_at, revoked_at FROM survey_link
            """;

    static final String BY_TOKEN = LINK + " WHERE token_hash = :hash";

    static final String OF_CONTACT =
            LINK + " WHERE corp_id = :corpId AND external_userid = :externalUserId ORDER BY survey_id, id";

    static final String LIST = LINK + """
             WHERE corp_id = :corpId AND survey_id = :surveyId AND id > :after ORDER BY id LIMIT :limit
            """;

    static final String LIST_OF_CONTACT = LINK + """
             WHERE corp_id = :corpId AND external_userid = :externalUserId AND survey_id = :surveyId AND id > :after
            ORDER BY id LIMIT :limit
            """;

    static final String FOLLOWED = """
            SELECT DISTINCT external_userid FROM follow_user
            WHERE corp_id = :corpId AND external_userid IN (:externalUserIds)
                AND added_at IS NOT NULL AND ended_at IS NULL AND (:userId IS NULL OR userid = :userId)
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    JdbcSurveyLinks(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    @Override
    public Optional<SurveyLink> find(SurveyToken token) {
        return jdbc.sql(BY_TOKEN)
                .param("hash", token.hash())
                .query(JdbcSurveyLinks::link)
                .optional();
    }

    @Override
    public Optional<SurveyLink> lock(SurveyLink link) {
        return jdbc.sql(LINK + " WHERE id = :id AND corp_id = :corpId FOR UPDATE")
                .param("id", link.id())
                .param("corpId", link.corpId().value())
                .query(JdbcSurveyLinks::link)
                .optional();
    }

    @Override
    public void answered(SurveyLink link, Instant now) {
        jdbc.sql("UPDATE survey_link SET answered_at = :now WHERE id = :id AND corp_id = :corpId")
                .param("now", JdbcTime.of(now))
                .param("id", link.id())
                .param("corpId", link.corpId().value())
                .update();
    }

    @Override
    public List<SurveyLink> of(CorpId corpId, ExternalUserId externalUserId) {
        return jdbc.sql(OF_CONTACT)
                .param("corpId", corpId.value())
                .param("externalUserId", externalUserId.value())
                .query(JdbcSurveyLinks::link)
                .list();
    }

    @Override
    public void erase(CorpId corpId, ExternalUserId externalUserId) {
        jdbc.sql("DELETE FROM survey_link WHERE corp_id = :corpId AND external_userid = :externalUserId")
                .param("corpId", corpId.value())
                .param("externalUserId", externalUserId.value())
                .update();
    }

    @Override
    public Set<ExternalUserId> followed(
            CorpId corpId, Collection<ExternalUserId> externalUserIds, @Nullable UserId userId) {
        return new HashSet<>(jdbc.sql(FOLLOWED)
                .param("corpId", corpId.value())
                .param(
                        "externalUserIds",
                        externalUserIds.stream().map(ExternalUserId::value).toList())
                .param("userId", userId == null ? null : userId.value())
                .query((row, _) -> new ExternalUserId(row.getString(1)))
                .list());
    }

    @Override
    public void add(
            CorpId corpId,
            SurveyId surveyId,
            @Nullable UserId userId,
            Map<ExternalUserId, SurveyToken> tokens,
            Instant now) {
        template.batchUpdate(
                """
                INSERT INTO survey_link (corp_id, survey_id, token_hash, external_userid, userid, created_at)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                tokens.entrySet().stream()
                        .map(link -> new @Nullable Object[] {
                            corpId.value(),
                            surveyId.value(),
                            link.getValue().hash(),
                            link.getKey().value(),
                            userId == null ? null : userId.value(),
                            JdbcTime.of(now)
                        })
                        .toList());
    }

    @Override
    public List<SurveyLink> list(
            CorpId corpId, SurveyId surveyId, @Nullable ExternalUserId externalUserId, long after, int limit) {
        JdbcClient.StatementSpec statement = externalUserId == null
                ? jdbc.sql(LIST)
                : jdbc.sql(LIST_OF_CONTACT).param("externalUserId", externalUserId.value());
        return statement
                .param("corpId", corpId.value())
                .param("surveyId", surveyId.value())
                .param("after", after)
                .param("limit", limit)
                .query(JdbcSurveyLinks::link)
                .list();
    }

    @Override
    public boolean revoke(CorpId corpId, SurveyId surveyId, long id, Instant now) {
        return jdbc.sql("""
                        UPDATE survey_link SET revoked_at = COALESCE(revoked_at, :now)
                        WHERE id = :id AND corp_id = :corpId AND survey_id = :surveyId
                        """)
                        .param("now", JdbcTime.of(now))
                        .param("id", id)
                        .param("corpId", corpId.value())
                        .param("surveyId", surveyId.value())
                        .update()
                == 1;
    }

    private static SurveyLink link(ResultSet row, int number) throws SQLException {
        String userId = row.getString("userid");
        return new SurveyLink(
                row.getLong("id"),
                new CorpId(row.getString("corp_id")),
                new SurveyId(row.getLong("survey_id")),
                new ExternalUserId(row.getString("external_userid")),
                userId == null ? null : new UserId(userId),
                JdbcTime.get(row, "created_at"),
                JdbcTime.getNullable(row, "answered_at"),
                JdbcTime.getNullable(row, "revoked_at"));
    }
}
