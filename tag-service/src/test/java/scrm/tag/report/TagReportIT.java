package scrm.tag.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.events.CorpId;
import scrm.harness.Answer;
import scrm.messaging.testing.QueryPlans;
import scrm.tag.survey.SurveyServiceIT;
import scrm.wecom.Corps;

class TagReportIT extends SurveyServiceIT {
    @Autowired
    private CoverageWorker coverage;

    @Autowired
    private Corps corps;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void whatIsSetAndTakenAwayIsCountedByDay() {
        List<String> tagIds = tags("新客", "老客");
        String lilei = contact("李雷");
        String hanmei = contact("韩梅梅");
        set(lilei, tagIds.get(0));
        set(hanmei, tagIds.get(0));
        soon().untilAsserted(() -> assertThat(tagsOf(lilei, "zhang")).hasSize(1));
        delete("/external-contacts/" + lilei + "/tags?tagId=" + tagIds.get(0));
        people.memberMarksTags("zhang", hanmei, List.of(tagIds.get(1)), List.of());

        LocalDate today = today();
        soon().untilAsserted(() -> assertThat(rows(growth(today, today)))
                .extracting(
                        row -> row.path("tagId").asString("all"),
                        row -> row.path("added").asLong(),
                        row -> row.path("removed").asLong())
                .containsExactlyInAnyOrder(
                        tuple("all", 3L, 1L), tuple(tagIds.get(0), 2L, 1L), tuple(tagIds.get(1), 1L, 0L)));
        assertThat(rows(growth(today.minusDays(2), today) + "&tagId=" + tagIds.get(1)))
                .extracting(row -> row.path("day").asString())
                .containsExactly(
                        today.minusDays(2).toString(),
                        today.minusDays(1).toString(),
                        today.toString(),
                        today.toString());
        assertThat(table(growth(today, today)))
                .startsWith("\uFEFFday,tagId,name,groupName,added,removed,net")
                .contains(",新客,问卷,2,1,1");
    }

    @Test
    void contactsAreCoveredWhileSomebodyFollowsThem() {
        List<String> tagIds = tags("新客", "老客");
        String lilei = contact("李雷");
        String hanmei = contact("韩梅梅");
        String lost = contact("走了");
        contact("没标签");
        set(lilei, tagIds.get(0), tagIds.get(1));
        set(hanmei, tagIds.get(0));
        set(lost, tagIds.get(1));
        for (String contact : List.of(lilei, hanmei, lost)) {
            soon().untilAsserted(() -> assertThat(tagsOf(contact, "zhang")).isNotEmpty());
        }
        people.contactDeletes("zhang", lost);
        soon().untilAsserted(
                        () -> assertThat(all("/external-contacts?lost=true")).hasSize(1));
        assertThat(get("/corp-tags/reports/coverage").status()).isEqualTo(404);

        coverage.askForToday(corps.find(new CorpId(corpId())).orElseThrow());

        soon().untilAsserted(() ->
                assertThat(get("/corp-tags/reports/coverage").status()).isEqualTo(200));
        assertThat(rows("/corp-tags/reports/coverage"))
                .extracting(
                        row -> row.path("scope").asString() + " "
                                + row.path("name").asString(""),
                        row -> row.path("contacts").asLong())
                .containsExactlyInAnyOrder(
                        tuple("CONTACTS ", 3L),
                        tuple("ANY ", 2L),
                        tuple("GROUP 问卷", 2L),
                        tuple("TAG 新客", 2L),
                        tuple("TAG 老客", 1L));
        JsonNode overlap = rows("/corp-tags/reports/overlap?tagId=" + tagIds.get(0) + "&otherTagId=" + tagIds.get(1))
                .getFirst();
        assertThat(overlap.path("contacts").asLong()).isEqualTo(2);
        assertThat(overlap.path("otherContacts").asLong()).isEqualTo(1);
        assertThat(overlap.path("both").asLong()).isEqualTo(1);
        assertThat(overlap.path("share").asDouble()).isEqualTo(0.5);
        assertThat(table("/corp-tags/reports/coverage")).contains("CONTACTS,,,3,1.0");
    }

    @Test
    void aTagIsStaleThatNobodySetsAndNothingGoesBy() {
        List<String> tagIds = tags("新客", "老客", "问过");
        String lilei = contact("李雷");
        set(lilei, tagIds.get(0));
        soon().untilAsserted(() -> assertThat(rows(growth(today(), today()))).hasSize(2));
        JsonNode survey = published(draft(tagIds.get(2)));
        assertThat(rows("/corp-tags/reports/stale?days=1")).isEmpty();

        WECOM.clock().advance(Duration.ofDays(2));

        assertThat(rows("/corp-tags/reports/stale")).isEmpty();
        assertThat(rows("/corp-tags/reports/stale?days=1"))
                .extracting(row -> row.path("name").asString())
                .containsExactlyInAnyOrder("新客", "老客");
        post("/surveys/" + survey.path("id").asString() + "/close", Map.of());
        assertThat(rows("/corp-tags/reports/stale?days=1")).hasSize(3);
        assertThat(table("/corp-tags/reports/stale?days=3000")).isEqualTo("\uFEFF");
    }

    @Test
    void whatMakesNoSenseIsRefusedByItsName() {
        LocalDate today = today();
        assertThat(problem(growth(today, today.minusDays(1)))).isEqualTo("until ends_before_start");
        assertThat(problem(growth(today, today.plusDays(92)))).isEqualTo("until too_many_days");
        assertThat(problem("/corp-tags/reports/stale?days=0")).isEqualTo("days out_of_range");
        assertThat(problem("/corp-tags/reports/overlap?tagId=et1&otherTagId=et1"))
                .isEqualTo("otherTagId duplicate");
        assertThat(problem("/corp-tags/reports/overlap?tagId=et1&otherTagId=et2"))
                .isEqualTo("tagId not_found");
    }

    @Test
    void everyFigureIsDefinedInBothLanguages() {
        Answer english = get("/corp-tags/reports/definitions");
        Answer chinese = send(request("/corp-tags/reports/definitions").setHeader("Accept-Language", "zh-CN"));
        assertThat(english.json().propertyNames())
                .containsExactlyElementsOf(chinese.json().propertyNames());
        assertThat(english.json().path("growth.net").asString()).isEqualTo("added less removed.");
        assertThat(chinese.json().path("growth.net").asString()).contains("减去");
    }

    @Test
    void hotQueriesGoByTheirKeys() {
        QueryPlans.fill(
                jdbc,
                "tag_daily",
                "corp_id, tag_id, day, added, removed",
                "'wwreport', CONCAT('t', n % 100), DATE_ADD('2026-01-01', INTERVAL n DIV 100 DAY), 1, 0");
        QueryPlans.fill(
                jdbc,
                "corp_tag",
                "corp_id, tag_id, group_id, name, create_time, sort_order, seen_at",
                "'wwreport', CONCAT('t', n), CONCAT('g', n % 50), CONCAT('n', n), '2025-01-01', 1, '2026-01-01'");
        QueryPlans.fill(
                jdbc,
                "follow_user",
                "corp_id, external_userid, userid, added_at",
                "'wwreport', CONCAT('wm', n), 'zhang', '2026-01-01'");
        QueryPlans.fill(
                jdbc,
                "follow_user_tag",
                "corp_id, external_userid, userid, tag_id, source, assigned_at",
                "'wwreport', CONCAT('wm', n DIV 4), 'zhang', CONCAT('t', n % 100), 'WECOM', '2026-01-01'");

        assertThat(QueryPlans.keys(
                                client,
                                JdbcTagGrowth.DAYS.replace(":tagId", "NULL").replace(":groupId", "NULL"),
                                Map.of("corpId", "wwreport", "from", "2026-02-01", "until", "2026-02-03"))
                        .getFirst())
                .isEqualTo("tag_daily_by_day");
        assertThat(QueryPlans.keys(client, JdbcTagCoverage.WITH_TAG, Map.of("corpId", "wwreport", "tagId", "t7")))
                .containsExactlyInAnyOrder("PRIMARY", "follow_user_tag_by_tag", "PRIMARY");
        assertThat(QueryPlans.keys(
                        client, JdbcTagCoverage.WITH_BOTH, Map.of("corpId", "wwreport", "tagId", "t7", "other", "t3")))
                .doesNotContain("null");
    }

    private void set(String externalUserId, String... tagIds) {
        assertThat(post("/external-contacts/" + externalUserId + "/tags", Map.of("tagIds", List.of(tagIds)))
                        .status())
                .isEqualTo(202);
    }

    private static LocalDate today() {
        return LocalDate.ofInstant(WECOM.clock().instant(), ZoneId.of("Asia/Shanghai"));
    }

    private static String growth(LocalDate from, LocalDate until) {
        return "/corp-tags/reports/growth?from=" + from + "&until=" + until;
    }

    private List<JsonNode> rows(String path) {
        Answer answer = get(path);
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(200);
        return answer.json().path("rows").valueStream().toList();
    }

    private String table(String path) {
        Answer answer = send(request(path).setHeader("Accept", "text/csv"));
        assertThat(answer.status()).isEqualTo(200);
        return answer.http().body();
    }

    private String problem(String path) {
        Answer answer = get(path);
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(400);
        return answer.json().at("/errors/0/field").asString() + " "
                + answer.json().at("/errors/0/code").asString();
    }
}
