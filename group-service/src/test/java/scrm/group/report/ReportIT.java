package scrm.group.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

import scrm.events.CorpId;
import scrm.group.GroupServiceIT;
import scrm.group.activity.CorpCalendar;
import scrm.harness.Answer;

class ReportIT extends GroupServiceIT {
    @Autowired
    private JdbcTemplate template;

    @Autowired
    private CorpCalendar calendar;

    private LocalDate today;

    @BeforeEach
    void groups() {
        today = calendar.today(new CorpId(corpId()));
        group("wrA", "=1+1 甲", "zhang", "TASK", 30);
        group("wrB", "乙", "zhang", null, 20);
        group("wrC", "丙", "li", "TASK", 10);
        day("wrA", 40, 10, 2, 1, 3, 5);
        day("wrA", 9, 4, 3, 1, 1, 1);
        day("wrA", 0, 2, 1, 0, 0, 0);
        day("wrB", 5, 6, 0, 0, 0, 0);
        template.update(
                "UPDATE group_day SET messages = 7, speakers = 2, sent = 3, clicks = 2 WHERE corp_id = ? AND chat_id = 'wrA'"
                        + " AND day = ?",
                corpId(),
                today.minusDays(9));
        act("wrA", "wm1", 9);
        act("wrA", "wm1", 8);
        act("wrA", "wm2", 9);
        act("wrB", "wm1", 9);
        order("o1", "wrA", "wm1", 9, "CNY", 1000, 100);
        order("o1", "wrB", "wm1", 9, "CNY", 1000, 100);
        order("o2", "wrA", "wm1", 8, "CNY", 500, 0);
        order("o3", "wrA", "wm2", 8, "USD", 900, 0);
    }

    @Test
    void aLineForEachGroupTellsWhatCameOfItWithinThePeriod() {
        assertThat(cost("wrA", 9, 1001).status()).isEqualTo(204);
        assertThat(cost("wrA", 9, 1501).status()).isEqualTo(204);
        JsonNode report = get("/group-reports?" + period(40, 1)).json();

        assertThat(report.path("items")).hasSize(3);
        JsonNode line = report.path("items").get(0);
        assertThat(line.path("line").asString()).isEqualTo("wrA");
        assertThat(line.path("contacts").asInt()).isEqualTo(30 - 2 + 1);
        assertThat(line.path("joins").asInt()).isEqualTo(14);
        assertThat(line.path("quits").asInt()).isEqualTo(5);
        assertThat(line.path("quitsRemoved").asInt()).isEqualTo(2);
        assertThat(line.path("dueAfter7Days").asInt()).isEqualTo(14);
        assertThat(line.path("stayedFor7Days").asInt()).isEqualTo(10);
        assertThat(line.path("dueAfter30Days").asInt()).isEqualTo(10);
        assertThat(line.path("stayedFor30Days").asInt()).isEqualTo(5);
        assertThat(line.path("messages").asInt()).isEqualTo(7);
        assertThat(line.path("activeMembers").asInt()).isEqualTo(2);
        assertThat(line.path("orders").asInt()).isEqualTo(2);
        assertThat(line.path("buyers").asInt()).isEqualTo(1);
        assertThat(line.path("revenue").asInt()).isEqualTo(1400);
        assertThat(line.path("cost").asInt()).isEqualTo(1501);
        assertThat(line.path("costPerActiveMember").asInt()).isEqualTo(751);
        JsonNode other = report.path("items").get(2);
        assertThat(other.path("joins").asInt(-1)).isZero();
        assertThat(other.has("cost")).isFalse();
        assertThat(other.has("messages")).isFalse();
        report.path("definitions")
                .properties()
                .forEach(definition ->
                        assertThat(definition.getValue().asString()).isNotBlank());
        assertThat(report.path("definitions").size()).isGreaterThanOrEqualTo(line.size());
    }

    @Test
    void linesAreAddedUpByOwnerAndKindAndListedInPages() {
        JsonNode owners = get("/group-reports?by=OWNER&" + period(40, 0)).json().path("items");
        assertThat(owners.get(0).path("line").asString()).isEqualTo("li");
        assertThat(owners.get(1).path("line").asString()).isEqualTo("zhang");
        assertThat(owners.get(1).path("groups").asInt()).isEqualTo(2);
        assertThat(owners.get(1).path("joins").asInt()).isEqualTo(22);
        assertThat(owners.get(1).path("activeMembers").asInt()).isEqualTo(3);
        JsonNode kinds = get("/group-reports?by=KIND&" + period(40, 0)).json().path("items");
        assertThat(kinds.get(0).path("line").asString()).isEqualTo("-");
        assertThat(kinds.get(1).path("line").asString()).isEqualTo("TASK");
        assertThat(kinds.get(1).path("contacts").asInt()).isEqualTo(40);

        JsonNode first = get("/group-reports?limit=2&" + period(40, 0)).json();
        JsonNode second = get("/group-reports?limit=2&" + period(40, 0) + "&cursor="
                        + first.path("next").asString())
                .json();
        assertThat(first.path("items")).hasSize(2);
        assertThat(second.path("items").get(0).path("line").asString()).isEqualTo("wrC");
        assertThat(get("/group-reports?owner=li&" + period(40, 0)).json().path("items"))
                .hasSize(1);
    }

    @Test
    void linesAreForTemplatesWhereGroupsAreCopiesOfOne() {
        template.update(
                "INSERT INTO charter (corp_id, definition, name, kind, soft_cap, prepares_next, status, chat_id, reported,"
                        + " version, created_at, updated_at) VALUES (?, '{}', 'x', 'TASK', 200, FALSE, 'APPROVED', 'wrB',"
                        + " 0, 1, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))",
                corpId());
        template.update(
                "INSERT INTO group_copy (corp_id, template_id, job_id, copy_number, name, owner_userid, charter_id)"
                        + " SELECT corp_id, 77, 'job', 1, name, 'zhang', id FROM charter WHERE corp_id = ?",
                corpId());
        template.update(
                "UPDATE group_day SET invited = 1, by_link = 2, by_code = 2 WHERE corp_id = ? AND chat_id = 'wrB'",
                corpId());

        JsonNode items =
                get("/group-reports?by=TEMPLATE&" + period(40, 0)).json().path("items");

        assertThat(items).hasSize(2);
        assertThat(items.get(0).path("line").asString()).isEqualTo("-");
        assertThat(items.get(0).path("groups").asInt()).isEqualTo(2);
        assertThat(items.get(0).path("joinsUntold").asInt()).isEqualTo(16);
        JsonNode copies = items.get(1);
        assertThat(copies.path("line").asString()).isEqualTo("77");
        assertThat(copies.path("joins").asInt()).isEqualTo(6);
        assertThat(copies.path("joinsInvited").asInt()).isEqualTo(1);
        assertThat(copies.path("joinsByLink").asInt()).isEqualTo(2);
        assertThat(copies.path("joinsByCode").asInt()).isEqualTo(2);
        assertThat(copies.path("joinsUntold").asInt()).isEqualTo(1);
    }

    @Test
    void theSameIsGivenAsATableWhoseCellsRunNothing() {
        HttpRequest.Builder request = request("/group-reports?" + period(40, 0)).setHeader("Accept", "text/csv");
        String[] lines = send(request.GET()).http().body().split("\r?\n");

        assertThat(lines).hasSize(4);
        assertThat(lines[0]).contains("line,name,groups,contacts,joins,joinsInvited,");
        assertThat(lines[1]).startsWith("wrA,'=1+1 甲,1,30,16,");
    }

    @Test
    void aPageToPrintIsInTheReadersLanguageAndRunsNothing() {
        Answer english = get("/group-reports/wrA/page?" + period(40, 0));
        assertThat(english.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(english.header("Content-Security-Policy")).startsWith("default-src 'none'");
        assertThat(english.http().body()).contains("<html lang=\"en\">", "=1+1 甲", "What the figures mean");
        Answer chinese = send(request("/group-reports/wrA/page?" + period(40, 0))
                .setHeader("Accept-Language", "zh-CN")
                .GET());
        assertThat(chinese.http().body()).contains("<html lang=\"zh-CN\">", "数值说明");
        assertThat(get("/group-reports/wrNobody/page?" + period(40, 0)).status())
                .isEqualTo(404);
    }

    @Test
    void whatCannotBeSoIsRefusedByField() {
        assertThat(field(get("/group-reports?" + period(0, 40)))).isEqualTo("until");
        assertThat(field(get("/group-reports?" + period(400, 0)))).isEqualTo("until");
        assertThat(field(get("/group-reports?currency=cny&" + period(4, 0)))).isEqualTo("currency");
        assertThat(field(cost("wrNobody", 1, 5))).isEqualTo("chatId");
        assertThat(field(cost("wrA", 1, -5))).isEqualTo("amount");
    }

    private static String field(Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        return answer.json().at("/errors/0/field").asString();
    }

    private String period(int from, int until) {
        return "from=" + today.minusDays(from) + "&until=" + today.minusDays(until);
    }

    private Answer cost(String chatId, int daysAgo, long amount) {
        return post(
                "/group-reports/costs",
                Map.of(
                        "chatId",
                        chatId,
                        "day",
                        today.minusDays(daysAgo).toString(),
                        "currency",
                        "CNY",
                        "amount",
                        amount));
    }

    private void group(String chatId, String name, String owner, String kind, int contacts) {
        template.update(
                "INSERT INTO group_chat (corp_id, chat_id, name, owner, earlier_versions, external_count)"
                        + " VALUES (?, ?, ?, ?, '', ?)",
                corpId(),
                chatId,
                name,
                owner,
                contacts);
        template.update(
                "INSERT INTO group_health (corp_id, chat_id, parts, signs, kind) VALUES (?, ?, '[]', '[]', ?)",
                corpId(),
                chatId,
                kind);
    }

    private void day(String chatId, int daysAgo, int joins, int quits, int removals, int left7, int left30) {
        template.update(
                "INSERT INTO group_day (corp_id, chat_id, day, joins, quits, removals, left_7, left_30)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                corpId(),
                chatId,
                today.minusDays(daysAgo),
                joins,
                quits,
                removals,
                left7,
                left30);
    }

    private void act(String chatId, String memberId, int daysAgo) {
        template.update(
                "INSERT INTO group_member_day (corp_id, chat_id, day, member_id, clicks) VALUES (?, ?, ?, ?, 1)",
                corpId(),
                chatId,
                today.minusDays(daysAgo),
                memberId);
    }

    private void order(
            String orderId, String chatId, String contact, int daysAgo, String currency, long amount, long refunded) {
        template.update(
                "INSERT INTO group_order (corp_id, order_id, chat_id, external_userid, day, currency, amount, refunded)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                corpId(),
                orderId,
                chatId,
                contact,
                today.minusDays(daysAgo),
                currency,
                amount,
                refunded);
    }
}
