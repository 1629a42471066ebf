package scrm.sop.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import scrm.harness.Chromium;
import scrm.rest.testing.TestTokens;
import scrm.sop.SopServiceIT;

/** A plan's report in a real browser, on a phone and on paper. */
@Timeout(300)
class PlanReportBrowserIT extends SopServiceIT {
    private static final Pattern SHEET = Pattern.compile("/Type\\s*/Page\\b");

    @TempDir(cleanup = CleanupMode.ALWAYS)
    private static Path work;

    private static Chromium browser;

    @Autowired
    private JdbcTemplate jdbc;

    private String url = "";

    @BeforeAll
    static void switchOn() throws Exception {
        browser = Chromium.start(work);
    }

    @AfterAll
    static void switchOff() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void aPlanOfThirtyDays() {
        String plan = post(
                        "/plans",
                        Map.of(
                                "name",
                                "<b>新客</b> & 七日",
                                "steps",
                                List.of(Map.of("when", Map.of("after", "PT1H"), "content", Map.of("text", "hi")))))
                .json()
                .path("id")
                .asString();
        LocalDate today = LocalDate.ofInstant(WECOM.clock().instant().minus(Duration.ofDays(1)), ZoneOffset.UTC);
        for (int i = 0; i < 30; i++) {
            for (String outcome : List.of("SENT", "SKIPPED")) {
                jdbc.update(
                        """
                        INSERT INTO plan_sum (corp_id, plan_id, day, plan_version, step_key, variant, hold_out, userid,
                                              outcome, reason, dispatched, late, since, lag_days, steps)
                        VALUES (?, ?, ?, 1, ?, '', 0, 'zhang', ?, ?, ?, FALSE, ?, 0, ?)
                        """,
                        corpId(),
                        Long.parseLong(plan),
                        today.minusDays(i),
                        "step-with-a-long-key-" + i % 4,
                        outcome,
                        outcome.equals("SENT") ? "" : "CONDITIONS_NOT_MET",
                        outcome.equals("SENT"),
                        today.minusDays(i),
                        1000 + i);
            }
        }
        url = "http://127.0.0.1:%d/v1/corps/%s/plans/%s/report/page".formatted(port, corpId(), plan);
    }

    @Test
    void aPhoneShowsChartsAndFiguresAndAsksForNothingElse() {
        open("zh-CN");

        assertThat(browser.title()).isEqualTo("<b>新客</b> & 七日");
        assertThat(browser.contentWidth()).isLessThanOrEqualTo(390);
        assertThat(browser.heights("figure svg"))
                .hasSize(2)
                .allSatisfy(height -> assertThat(height).isGreaterThan(20));
        assertThat(browser.heights(".tile")).hasSizeGreaterThan(9);
        assertThat(browser.heard("heading")).extracting(Chromium.Heard::name).contains("数值说明");
        assertThat(browser.asked())
                .filteredOn(asked -> asked.contains(corpId()))
                .containsOnly(url);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void paperTakesItOnAFewSheets() {
        open("en");

        String pdf = new String(browser.printed(), StandardCharsets.ISO_8859_1);

        assertThat(pdf).startsWith("%PDF-");
        assertThat(SHEET.matcher(pdf).results().count()).isBetween(1L, 4L);
    }

    private void open(String language) {
        browser.headers(Map.of("Accept-Language", language, "Authorization", TestTokens.bearer(corpId(), "sop:read")));
        browser.open(url);
    }
}
