package scrm.channel.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.channel.ChannelServiceIT;
import scrm.channel.channel.ChannelId;
import scrm.events.CorpId;
import scrm.messaging.testing.QueryPlans;

/** Reports read ranges of indexes, whether they are of one channel or of all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportQueryPlanIT extends ChannelServiceIT {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @BeforeAll
    void fill() {
        QueryPlans.fill(
                jdbc,
                "attribution",
                "corp_id, external_userid, userid, relation, first_at, first_channel_id, lost_at, joined_at, answered_at,"
                        + " created_at, updated_at",
                "'wwreport', CONCAT('wm', n), 'zhang', 'ADDED', TIMESTAMPADD(MINUTE, n, '2026-11-01'), n % 100,"
                        + " IF(n % 5 = 0, TIMESTAMPADD(MINUTE, 2 * n, '2026-11-01'), NULL),"
                        + " TIMESTAMPADD(MINUTE, n + 9, '2026-11-01'), TIMESTAMPADD(MINUTE, n + 9, '2026-11-01'),"
                        + " '2026-11-22', '2026-11-22'");
        QueryPlans.fill(
                jdbc,
                "attribution_touch",
                "corp_id, attribution_id, event_id, kind, channel_id, occurred_at, recorded_at",
                "'wwreport', 1000000 + n, CONCAT('r', n), IF(n % 9 = 0, 'HALF_ADDED', 'ADDED'), n % 100,"
                        + " TIMESTAMPADD(MINUTE, n, '2026-11-01'), '2026-11-22'");
        QueryPlans.fill(
                jdbc,
                "conversion",
                "corp_id, order_id, external_userid, currency, amount, refunded, occurred_at, created_at,"
                        + " attribution_id, channel_id, acquired_at",
                "'wwreport', CONCAT('o', n), CONCAT('wm', n % 2000), 'CNY', 100, 0, '2026-11-05', '2026-11-22',"
                        + " n, n % 100, TIMESTAMPADD(MINUTE, n, '2026-11-01')");
        QueryPlans.fill(
                jdbc,
                "scan_count",
                "corp_id, live_code_id, day, device, place, channel_id, scans",
                "'wwreport', n, '2026-11-02', 'IOS', '', n % 100, 5");
        QueryPlans.fill(
                jdbc,
                "welcome",
                "corp_id, userid, external_userid, live_code_id, channel_id, event_id, outcome, occurred_at",
                "'wwreport', 'zhang', CONCAT('wm', n), n % 100, n % 100, CONCAT('w', n), 'SENT',"
                        + " TIMESTAMPADD(MINUTE, n, '2026-11-01')");
        QueryPlans.fill(
                jdbc,
                "channel",
                "id, corp_id, name, tags, version, created_at, updated_at",
                "9000000 + n, 'wwreport', CONCAT('c', n), '[]', 1, '2026-11-01', '2026-11-01'");
    }

    @AfterAll
    void empty() {
        for (String table :
                List.of("attribution", "attribution_touch", "conversion", "scan_count", "welcome", "channel")) {
            jdbc.update("DELETE FROM " + table + " WHERE corp_id = 'wwreport'");
        }
    }

    static List<List<Long>> channels() {
        return List.of(List.of(7L), LongStream.range(0, 100).boxed().toList());
    }

    @ParameterizedTest
    @MethodSource("channels")
    void whatBeganInAPeriodIsARangeOfOneIndex(List<Long> channels) {
        for (String sql : List.of(JdbcAcquisitions.ACQUIRED, JdbcAcquisitions.ADDS, JdbcAcquisitions.STAYED)) {
            assertThat(plan(sql, channels)).as(sql).containsExactly("attribution_acquired, rows not read");
        }
    }

    @ParameterizedTest
    @MethodSource("channels")
    void whatHappenedInAPeriodIsARangeOfOneIndex(List<Long> channels) {
        assertThat(plan(JdbcMovements.LOSSES, channels)).containsExactly("attribution_channel, rows not read");
        assertThat(plan(JdbcMovements.HALF_ADDS, channels)).containsExactly("attribution_touch_channel, rows not read");
        assertThat(plan(JdbcMovements.SCANS, List.of(7L))).containsExactly("scan_count_channel, rows not read");
    }

    @ParameterizedTest
    @MethodSource("channels")
    void aFunnelIsARangeOfOneIndexForEachFigure(List<Long> channels) {
        assertThat(plan(JdbcFunnels.CONTACTS, channels)).containsExactly("attribution_acquired, rows not read");
        assertThat(plan(JdbcFunnels.RE_ADDS, channels))
                .containsExactly("attribution_touch_channel, rows not read", "attribution_first, rows not read");
        assertThat(plan(JdbcFunnels.WELCOMES, channels)).containsExactly("welcome_channel, rows not read");
    }

    /** Whether a server jumps from channel to channel within it depends on how many contacts it expects of each. */
    @Test
    void theBeginningOfAHistoryIsARangeOfOneIndexForEachThingThatMayBeginIt() {
        List<Long> channels = List.of(9_000_007L, 9_000_008L);

        assertThat(explained(JdbcFunnels.BEGINNINGS, channels))
                .filteredOn(row -> row.get("key") != null)
                .extracting(row -> row.get("key") + ": " + row.get("Extra"))
                .hasSize(3)
                .anyMatch(index -> index.startsWith("attribution_acquired"))
                .anyMatch(index -> index.startsWith("attribution_touch_channel"))
                .anyMatch(index -> index.startsWith("welcome_channel"))
                .allMatch(index -> index.contains("Using index"))
                .noneMatch(index -> index.contains("filesort") || index.contains("temporary"));
    }

    @ParameterizedTest
    @MethodSource("channels")
    void whatTheContactsOfAPeriodBoughtIsARangeOfOneIndex(List<Long> channels) {
        assertThat(plan(JdbcAcquisitions.SALES, channels)).containsExactly("conversion_acquired, rows not read");
    }

    @Test
    void aReportEndsWithItsFirstFailure() {
        JdbcScopes scopes = new JdbcScopes(client);
        Set<ChannelId> many =
                LongStream.range(0, 1_000).mapToObj(ChannelId::new).collect(Collectors.toSet());

        assertThatExceptionOfType(BadSqlGrammarException.class)
                .isThrownBy(() -> scopes.each(
                        "SELECT :corpId, COUNT(*) FROM nowhere WHERE id IN (:channels)",
                        new CorpId("wwreport"),
                        many,
                        List.of(Map.of()),
                        row -> {}));
    }

    private List<String> plan(String sql, List<Long> channels) {
        return explained(sql, channels).stream()
                .map(row -> row.get("key")
                        + (String.valueOf(row.get("Extra")).contains("Using index;")
                                        || String.valueOf(row.get("Extra")).endsWith("Using index")
                                ? ", rows not read"
                                : ""))
                .toList();
    }

    private List<Map<String, Object>> explained(String sql, List<Long> channels) {
        Map<String, Object> parameters = new HashMap<>(Map.of(
                "corpId", "wwreport",
                "channels", channels,
                "from", "2026-11-02",
                "until", "2026-11-03",
                "windowDays", 7,
                "currency", "CNY",
                "offset", 28_800,
                "due1", "2026-11-20",
                "due7", "2026-11-14"));
        parameters.put("due30", "2026-10-20");
        parameters.put("firstDay", "2026-11-02");
        parameters.put("lastDay", "2026-11-03");
        return client.sql("EXPLAIN FORMAT=TRADITIONAL " + sql)
                .params(parameters)
                .query()
                .listOfRows();
    }
}
