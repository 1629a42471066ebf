package scrm.group.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
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

import scrm.events.CorpId;
import scrm.group.GroupServiceIT;
import scrm.group.activity.CorpCalendar;
import scrm.harness.Chromium;
import scrm.rest.testing.TestTokens;

/** The page to print in a real browser, on a phone and on paper. */
@Timeout(300)
class ReportBrowserIT extends GroupServiceIT {
    private static final Pattern SHEET = Pattern.compile("/Type\\s*/Page\\b");

    @TempDir(cleanup = CleanupMode.ALWAYS)
    private static Path work;

    private static Chromium browser;

    @Autowired
    private JdbcTemplate template;

    @Autowired
    private CorpCalendar calendar;

    private LocalDate today;

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
    void sixtyDays() {
        today = calendar.today(new CorpId(corpId()));
        template.update(
                "INSERT INTO group_chat (corp_id, chat_id, name, owner, earlier_versions, external_count)"
                        + " VALUES (?, 'wrA', '<b>品茶</b> & 会友', 'zhang', '', 120)",
                corpId());
        for (int i = 0; i < 60; i++) {
            template.update(
                    "INSERT INTO group_day (corp_id, chat_id, day, joins, quits, messages, speakers)"
                            + " VALUES (?, 'wrA', ?, ?, ?, ?, 4)",
                    corpId(),
                    today.minusDays(i),
                    1 + i % 5,
                    i % 3,
                    10 + i);
        }
    }

    @Test
    void aPhoneShowsChartsAndFiguresAndAsksForNothingElse() {
        String url = page();
        open(url, "zh-CN");

        assertThat(browser.title()).isEqualTo("<b>品茶</b> & 会友");
        assertThat(browser.contentWidth()).isLessThanOrEqualTo(390);
        assertThat(browser.heights("figure svg"))
                .hasSize(2)
                .allSatisfy(height -> assertThat(height).isGreaterThan(50));
        assertThat(browser.heights(".tile"))
                .hasSizeGreaterThan(10)
                .allSatisfy(height -> assertThat(height).isPositive());
        assertThat(browser.heard("heading")).extracting(Chromium.Heard::name).contains("数值说明");
        assertThat(browser.asked())
                .filteredOn(asked -> asked.contains(corpId()))
                .containsOnly(url);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void paperTakesItOnAFewSheets() {
        open(page(), "en");

        byte[] printed = browser.printed();

        String pdf = new String(printed, StandardCharsets.ISO_8859_1);
        assertThat(pdf).startsWith("%PDF-");
        assertThat(SHEET.matcher(pdf).results().count()).isBetween(1L, 4L);
    }

    private void open(String url, String language) {
        browser.headers(
                Map.of("Accept-Language", language, "Authorization", TestTokens.bearer(corpId(), "groups:read")));
        browser.open(url);
    }

    private String page() {
        return "http://127.0.0.1:%d/v1/corps/%s/group-reports/wrA/page?from=%s&until=%s"
                .formatted(port, corpId(), today.minusDays(59), today);
    }
}
