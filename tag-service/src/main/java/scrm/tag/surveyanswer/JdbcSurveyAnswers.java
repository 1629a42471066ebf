package scrm.tag.surveyanswer;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;
import scrm.tag.survey.Survey;
import scrm.tag.survey.SurveyId;
import scrm.tag.surveylink.SurveyLink;

@Repository
class JdbcSurveyAnswers implements SurveyAnswers {
    private static final int SLOTS = 16;

    private static final String ANSWER = """
            SELECT id, survey_id, survey_version, external_userid, userid, language, answered_at FROM survey_answer
            """;

    static final String LIST = ANSWER + """
             WHERE corp_id = :corpId AND survey_id = :surveyId AND id > :after
                AND (:version IS NULL OR survey_version = :version)
            ORDER BY id LIMIT :limit
            """;

    static final String LIST_OF_CONTACT = ANSWER + """
             WHERE corp_id = :corpId AND external_userid = :externalUserId AND survey_id = :surveyId AND id > :after
                AND (:version IS NULL OR survey_version = :version)
            ORDER BY id LIMIT :limit
            """;

    static final String OF_CONTACT = ANSWER + """
             WHERE corp_id = :corpId AND external_userid = :externalUserId ORDER BY survey_id, id
            """;

    static final String VALUES = """
            SELECT answer_id, question_id, option_id, text_answer FROM survey_answer_value
            WHERE answer_id IN (:answerIds) AND corp_id = :corpId ORDER BY answer_id, question_id, option_id
            """;

    static final String TALLIES = """
            SELECT question_id, option_id, SUM(answers) AS answers FROM survey_tally
            WHERE survey_id = :surveyId AND corp_id = :corpId AND (:version IS NULL OR survey_version = :version)
            GROUP BY question_id, option_id
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    JdbcSurveyAnswers(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    @Override
    public OptionalLong add(Submission submission, Instant now) {
        Survey survey = submission.invitation().survey();
        SurveyLink link = submission.invitation().link();
        String contact = link == null ? null : link.externalUserId().value();
        UserId member = link == null ? null : link.userId();
        KeyHolder key = new GeneratedKeyHolder();
        try {
            jdbc.sql("""
                            INSERT INTO survey_answer (corp_id, survey_id, survey_version, submission_id, external_userid,
                                userid, once_key, language, answered_at)
                            VALUES (:corpId, :surveyId, :version, :submissionId, :contact, :member, :once, :language, :now)
                            """)
                    .param("corpId", survey.corpId().value())
                    .param("surveyId", survey.id().value())
                    .param("version", submission.version())
                    .param("submissionId", submission.id())
                    .param("contact", contact)
                    .param("member", member == null ? null : member.value())
                    .param("once", submission.once() ? contact : null)
                    .param("language", submission.language().toLanguageTag())
                    .param("now", JdbcTime.of(now))
                    .update(key);
        } catch (DuplicateKeyException e) {
            return OptionalLong.empty();
        }
        long id = Objects.requireNonNull(key.getKey()).longValue();
        addValues(survey.corpId(), id, submission.given());
        count(survey, submission, (int) (id % SLOTS));
        return OptionalLong.of(id);
    }

    private void addValues(CorpId corpId, long answerId, List<GivenAnswer> given) {
        List<@Nullable Object[]> values = new ArrayList<>();
        for (GivenAnswer answer : given) {
            answer.optionIds()
                    .forEach(option -> values.add(
                            new @Nullable Object[] {corpId.value(), answerId, answer.questionId(), option, null}));
            if (answer.text() != null) {
                values.add(new @Nullable Object[] {corpId.value(), answerId, answer.questionId(), "", answer.text()});
            }
        }
        template.batchUpdate("""
                INSERT INTO survey_answer_value (corp_id, answer_id, question_id, option_id, text_answer)
                VALUES (?, ?, ?, ?, ?)
                """, values);
    }

    /** In the order of the key, so that two answers wait for one another and do not deadlock. */
    private void count(Survey survey, Submission submission, int slot) {
        List<String[]> counted = new ArrayList<>();
        counted.add(new String[] {"", ""});
        for (GivenAnswer answer : submission.given()) {
            counted.add(new String[] {answer.questionId(), ""});
            answer.optionIds().forEach(option -> counted.add(new String[] {answer.questionId(), option}));
        }
        template.batchUpdate(
                """
                INSERT INTO survey_tally (corp_id, survey_id, survey_version, question_id, option_id, slot, answers)
                VALUES (?, ?, ?, ?, ?, ?, 1)
                ON DUPLICATE KEY UPDATE answers = answers + 1
                """,
                counted.stream()
                        .sorted((a, b) -> a[0].equals(b[0]) ? a[1].compareTo(b[1]) : a[0].compareTo(b[0]))
                        .map(row -> new @Nullable Object[] {
                            survey.corpId().value(), survey.id().value(), submission.version(), row[0], row[1], slot
                        })
                        .toList());
    }

    @Override
    public boolean holds(Survey survey, String submissionId) {
        return jdbc.sql("""
                        SELECT 1 FROM survey_answer
                        WHERE survey_id = :surveyId AND submission_id = :submissionId AND corp_id = :corpId
                        """)
                .param("surveyId", survey.id().value())
                .param("submissionId", submissionId)
                .param("corpId", survey.corpId().value())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    @Override
    public boolean answered(Survey survey, ExternalUserId externalUserId) {
        return jdbc.sql("""
                        SELECT 1 FROM survey_answer
                        WHERE survey_id = :surveyId AND once_key = :contact AND corp_id = :corpId
                        """)
                .param("surveyId", survey.id().value())
                .param("contact", externalUserId.value())
                .param("corpId", survey.corpId().value())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    @Override
    public List<SurveyAnswer> list(CorpId corpId, SurveyId surveyId, Filter filter, long after, int limit) {
        ExternalUserId contact = filter.externalUserId();
        JdbcClient.StatementSpec statement =
                contact == null ? jdbc.sql(LIST) : jdbc.sql(LIST_OF_CONTACT).param("externalUserId", contact.value());
        return withValues(
                corpId,
                statement
                        .param("corpId", corpId.value())
                        .param("surveyId", surveyId.value())
                        .param("after", after)
                        .param("version", filter.surveyVersion())
                        .param("limit", limit)
                        .query(JdbcSurveyAnswers::answer)
                        .list());
    }

    @Override
    public List<SurveyAnswer> of(CorpId corpId, ExternalUserId externalUserId) {
        return withValues(
                corpId,
                jdbc.sql(OF_CONTACT)
                        .param("corpId", corpId.value())
                        .param("externalUserId", externalUserId.value())
                        .query(JdbcSurveyAnswers::answer)
                        .list());
    }

    @Override
    public void erase(CorpId corpId, ExternalUserId externalUserId) {
        jdbc.sql("""
                        DELETE v FROM survey_answer a
                        JOIN survey_answer_value v ON v.answer_id = a.id AND v.corp_id = a.corp_id
                        WHERE a.corp_id = :corpId AND a.external_userid = :externalUserId AND v.text_answer IS NOT NULL
                        """)
                .param("corpId", corpId.value())
                .param("externalUserId", externalUserId.value())
                .update();
        jdbc.sql("""
                        UPDATE survey_answer SET external_userid = NULL, userid = NULL, once_key = NULL
                        WHERE corp_id = :corpId AND external_userid = :externalUserId
                        """)
                .param("corpId", corpId.value())
                .param("externalUserId", externalUserId.value())
                .update();
    }

    @Override
    public List<Tally> tallies(CorpId corpId, SurveyId surveyId, @Nullable Integer surveyVersion) {
        return jdbc.sql(TALLIES)
                .param("surveyId", surveyId.value())
                .param("corpId", corpId.value())
                .param("version", surveyVersion)
                .query((row, _) ->
                        new Tally(row.getString("question_id"), row.getString("option_id"), row.getLong("answers")))
                .list();
    }

    private record Value(
            long answerId,
            String questionId,
            String optionId,
            @Nullable String text) {}

    private List<SurveyAnswer> withValues(CorpId corpId, List<SurveyAnswer> answers) {
        if (answers.isEmpty()) {
            return answers;
        }
        Map<Long, List<Value>> values = jdbc
                .sql(VALUES)
                .param("answerIds", answers.stream().map(SurveyAnswer::id).toList())
                .param("corpId", corpId.value())
                .query((row, _) -> new Value(
                        row.getLong("answer_id"),
                        row.getString("question_id"),
                        row.getString("option_id"),
                        row.getString("text_answer")))
                .list()
                .stream()
                .collect(groupingBy(Value::answerId));
        return answers.stream()
                .map(answer -> answer.with(given(values.getOrDefault(answer.id(), List.of()))))
                .toList();
    }

    private static List<GivenAnswer> given(List<Value> values) {
        return values.stream().collect(groupingBy(Value::questionId, LinkedHashMap::new, toList())).entrySet().stream()
                .map(question -> new GivenAnswer(
                        question.getKey(),
                        question.getValue().stream()
                                .map(Value::optionId)
                                .filter(option -> !option.isEmpty())
                                .toList(),
                        question.getValue().getFirst().text()))
                .toList();
    }

    private static SurveyAnswer answer(ResultSet row, int number) throws SQLException {
        String contact = row.getString("external_userid");
        String member = row.getString("userid");
        return new SurveyAnswer(
                row.getLong("id"),
                new SurveyId(row.getLong("survey_id")),
                row.getInt("survey_version"),
                contact == null ? null : new ExternalUserId(contact),
                member == null ? null : new UserId(member),
                row.getString("language"),
                JdbcTime.get(row, "answered_at"),
                List.of());
    }
}
