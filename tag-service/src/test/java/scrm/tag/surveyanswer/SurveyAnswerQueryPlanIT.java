package scrm.tag.surveyanswer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.messaging.testing.QueryPlans;
import scrm.tag.TagServiceIT;

class SurveyAnswerQueryPlanIT extends TagServiceIT {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void answersAreReadBySurveyOrContactAndResultsBySurvey() {
        QueryPlans.fill(
                jdbc,
                "survey_answer",
                "corp_id, survey_id, survey_version, submission_id, external_userid, language, answered_at",
                "'wwplan', 1000 + n % 50, 1, LPAD(n, 22, 'p'), CONCAT('wm', n % 3000), 'en', '2026-11-22'");
        QueryPlans.fill(
                jdbc,
                "survey_answer_value",
                "corp_id, answer_id, question_id, option_id",
                "'wwplan', 10000000 + n DIV 4, CONCAT('q', n % 4), 'a'");
        QueryPlans.fill(
                jdbc,
                "survey_tally",
                "corp_id, survey_id, survey_version, question_id, option_id, slot, answers",
                "'wwplan', 1000 + n DIV 200, 1, CONCAT('q', n DIV 16), 'a', n % 16, 7");

        assertThat(keys(
                        JdbcSurveyAnswers.LIST.replace(":version", "NULL"),
                        Map.of("corpId", "wwplan", "surveyId", 1007, "after", 0, "limit", 50)))
                .containsExactly("survey_answer_list");
        assertThat(keys(JdbcSurveyAnswers.OF_CONTACT, Map.of("corpId", "wwplan", "externalUserId", "wm7")))
                .containsExactly("survey_answer_by_contact");
        assertThat(keys(
                        JdbcSurveyAnswers.VALUES,
                        Map.of("corpId", "wwplan", "answerIds", List.of(10_000_001, 10_000_002, 10_000_003))))
                .containsExactly("PRIMARY");
        assertThat(keys(
                        JdbcSurveyAnswers.TALLIES.replace(":version", "NULL"),
                        Map.of("corpId", "wwplan", "surveyId", 1007)))
                .containsExactly("PRIMARY");
    }

    private List<String> keys(String sql, Map<String, Object> parameters) {
        return QueryPlans.keys(client, sql, parameters);
    }
}
