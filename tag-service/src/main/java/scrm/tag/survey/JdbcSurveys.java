package scrm.tag.survey;

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
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import scrm.events.CorpId;
import scrm.messaging.JdbcTime;

/** Surveys as tables; questionnaires as JSON, in the words of {@link SurveyDraft}. */
@Repository
class JdbcSurveys implements Surveys {
    private static final String SURVEY = """
            SELECT id, corp_id, status, public_token, title_zh, title_en, published_version, version, created_at,
                updated_at
            FROM survey
            """;

    static final String BY_TOKEN = SURVEY + " WHERE public_token = :token";

    static final String LIST = SURVEY + """
             WHERE corp_id = :corpId AND id > :after AND (:status IS NULL OR status = :status)
            ORDER BY id LIMIT :limit
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    JdbcSurveys(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        // A newer instance may have written more.
        this.json = json.rebuild()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    @Override
    public Optional<Survey> find(CorpId corpId, SurveyId id) {
        return jdbc.sql(SURVEY + " WHERE id = :id AND corp_id = :corpId")
                .param("id", id.value())
                .param("corpId", corpId.value())
                .query(JdbcSurveys::survey)
                .optional();
    }

    @Override
    public Optional<Survey> find(SurveyToken publicToken) {
        return jdbc.sql(BY_TOKEN)
                .param("token", publicToken.value())
                .query(JdbcSurveys::survey)
                .optional();
    }

    @Override
    public Optional<Questionnaire> questionnaire(CorpId corpId, SurveyId id, int version) {
        return jdbc.sql("""
                        SELECT questionnaire FROM survey_version
                        WHERE survey_id = :id AND version = :version AND corp_id = :corpId
                        """)
                .param("id", id.value())
                .param("version", version)
                .param("corpId", corpId.value())
                .query((row, _) -> read(row.getString(1)))
                .optional();
    }

    @Override
    public List<Publication> publications(CorpId corpId, SurveyId id) {
        return jdbc.sql("""
                        SELECT version, questionnaire, published_at FROM survey_version
                        WHERE survey_id = :id AND corp_id = :corpId ORDER BY version DESC
                        """)
                .param("id", id.value())
                .param("corpId", corpId.value())
                .query((row, _) -> new Publication(
                        row.getInt("version"), read(row.getString("questionnaire")), JdbcTime.get(row, "published_at")))
                .list();
    }

    @Override
    public List<Questionnaire> answered(CorpId corpId) {
        return jdbc.sql("""
                        SELECT v.questionnaire FROM survey s
                        JOIN survey_version v ON v.survey_id = s.id AND v.version = s.published_version
                        WHERE s.corp_id = :corpId AND s.status = 'OPEN'
                        """)
                .param("corpId", corpId.value())
                .query((row, _) -> read(row.getString(1)))
                .list();
    }

    @Override
    public Questionnaire draft(CorpId corpId, SurveyId id) {
        return jdbc.sql("SELECT draft FROM survey WHERE id = :id AND corp_id = :corpId")
                .param("id", id.value())
                .param("corpId", corpId.value())
                .query((row, _) -> read(row.getString(1)))
                .single();
    }

    @Override
    public SurveyId add(CorpId corpId, SurveyToken publicToken, Questionnaire draft, Instant now) {
        KeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                        INSERT INTO survey (corp_id, status, public_token, title_zh, title_en, draft, version, created_at,
                            updated_at)
                        VALUES (:corpId, 'DRAFT', :token, :zh, :en, :draft, 1, :now, :now)
                        """)
                .param("corpId", corpId.value())
                .param("token", publicToken.value())
                .param("zh", draft.title().zh())
                .param("en", draft.title().en())
                .param("draft", write(draft))
                .param("now", JdbcTime.of(now))
                .update(key);
        return new SurveyId(Objects.requireNonNull(key.getKey()).longValue());
    }

    @Override
    public List<Survey> list(CorpId corpId, Survey.@Nullable Status status, @Nullable SurveyId after, int limit) {
        return jdbc.sql(LIST)
                .param("corpId", corpId.value())
                .param("after", after == null ? 0 : after.value())
                .param("status", status == null ? null : status.name())
                .param("limit", limit)
                .query(JdbcSurveys::survey)
                .list();
    }

    @Override
    public boolean edit(Survey survey, Questionnaire draft, Instant now) {
        return jdbc.sql("""
                        UPDATE survey SET draft = :draft, title_zh = :zh, title_en = :en, version = version + 1,
                            updated_at = :now
                        WHERE id = :id AND corp_id = :corpId AND version = :version
                        """)
                        .param("draft", write(draft))
                        .param("zh", draft.title().zh())
                        .param("en", draft.title().en())
                        .param("now", JdbcTime.of(now))
                        .param("id", survey.id().value())
                        .param("corpId", survey.corpId().value())
                        .param("version", survey.version())
                        .update()
                == 1;
    }

    @Override
    public boolean publish(Survey survey, Questionnaire draft, Instant now) {
        int next = survey.publishedVersion() + 1;
        int rows = jdbc.sql("""
                        UPDATE survey SET status = 'OPEN', published_version = :next, version = version + 1,
                            updated_at = :now
                        WHERE id = :id AND corp_id = :corpId AND version = :version
                        """)
                .param("next", next)
                .param("now", JdbcTime.of(now))
                .param("id", survey.id().value())
                .param("corpId", survey.corpId().value())
                .param("version", survey.version())
                .update();
        if (rows == 0) {
            return false;
        }
        jdbc.sql("""
                        INSERT INTO survey_version (corp_id, survey_id, version, questionnaire, published_at)
                        VALUES (:corpId, :id, :next, :questionnaire, :now)
                        """)
                .param("corpId", survey.corpId().value())
                .param("id", survey.id().value())
                .param("next", next)
                .param("questionnaire", write(draft))
                .param("now", JdbcTime.of(now))
                .update();
        return true;
    }

    @Override
    public boolean change(Survey survey, Survey.Status status, Instant now) {
        return jdbc.sql("""
                        UPDATE survey SET status = :status, version = version + 1, updated_at = :now
                        WHERE id = :id AND corp_id = :corpId AND version = :version
                        """)
                        .param("status", status.name())
                        .param("now", JdbcTime.of(now))
                        .param("id", survey.id().value())
                        .param("corpId", survey.corpId().value())
                        .param("version", survey.version())
                        .update()
                == 1;
    }

    private String write(Questionnaire questionnaire) {
        return json.writeValueAsString(SurveyDraft.of(questionnaire));
    }

    private Questionnaire read(String questionnaire) {
        return json.readValue(questionnaire, SurveyDraft.class).questionnaire();
    }

    private static Survey survey(ResultSet row, int number) throws SQLException {
        return new Survey(
                new SurveyId(row.getLong("id")),
                new CorpId(row.getString("corp_id")),
                Survey.Status.valueOf(row.getString("status")),
                new SurveyToken(row.getString("public_token")),
                new LocalText(row.getString("title_zh"), row.getString("title_en")),
                row.getInt("published_version"),
                row.getInt("version"),
                JdbcTime.get(row, "created_at"),
                JdbcTime.get(row, "updated_at"));
    }
}
