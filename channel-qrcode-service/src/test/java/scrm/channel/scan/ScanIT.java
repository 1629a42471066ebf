package scrm.channel.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.channel.ChannelServiceIT;
import scrm.channel.channel.ChannelId;
import scrm.channel.livecode.LiveCodeId;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.harness.Answer;
import scrm.messaging.testing.QueryPlans;

class ScanIT extends ChannelServiceIT {
    private static final Map<String, Object> HELLO = Map.of("text", "你好");
    private static final String IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) MicroMessenger/8.0.53";
    private static final String ANDROID = "Mozilla/5.0 (Linux; Android 14; wv) XWEB/1160117 MicroMessenger/8.0.53";
    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    @Autowired
    private CountScans countScans;

    @Autowired
    private ScanFlushWorker flush;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    private JsonNode liveCode;
    private String link;
    private LocalDate today;

    @BeforeEach
    void hangUpAPoster() {
        corp.people().memberJoins("zhang", "张三");
        liveCode = activeLiveCode(channel("门店"), "zhang", HELLO);
        link = path(liveCode);
        today = LocalDate.ofInstant(WECOM.clock().instant(), ZoneId.of("Asia/Shanghai"));
    }

    @Test
    void whoeverScansSeesTheCodeAndIsCountedWithoutBeingKnown() {
        HttpResponse<String> page = open(link + "?p=door", "User-Agent", IPHONE, "Accept-Language", "zh-CN,zh;q=0.9");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("<img src=\"" + liveCode.path("qrCode").asString() + "\"", "长按")
                .doesNotContain(liveCode.path("state").asString());
        assertThat(header(page, "Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(header(page, "Content-Language")).isEqualTo("zh-CN");
        assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(page, "X-Robots-Tag")).contains("noindex");
        assertThat(header(page, "Content-Security-Policy"))
                .contains("default-src 'none'", "img-src https://wework.qpic.cn");
        assertThat(page.headers().map()).doesNotContainKey("set-cookie");

        open(link, "User-Agent", ANDROID);
        assertThat(open(link + "?p=door", "User-Agent", ANDROID, "Accept-Language", "en-GB")
                        .body())
                .contains("Press and hold");

        JsonNode report = awaitScans(3);
        assertThat(report.path("days")).hasSize(1);
        assertThat(report.at("/days/0/day").asString()).isEqualTo(today.toString());
        assertThat(report.path("devices").toString())
                .isEqualTo("[{\"device\":\"ANDROID\",\"scans\":2},{\"device\":\"IOS\",\"scans\":1}]");
        assertThat(report.path("places").toString())
                .isEqualTo("[{\"place\":\"door\",\"scans\":2},{\"place\":\"\",\"scans\":1}]");
        assertThat(report("/scans?from=%s&until=%s".formatted(today.minusDays(9), today.minusDays(1)))
                        .path("scans")
                        .asLong(-1))
                .isZero();
    }

    @Test
    void theLinkIsAboutTheCodeAndTellsNothingOfItsState() {
        assertThat(liveCode.path("shortLink").asString()).matches("https://scrm\\.example/q/[A-Za-z0-9]{12}");
        assertThat(path(activeLiveCode(channel("展会"), "zhang", HELLO))).isNotEqualTo(link);
    }

    @Test
    void programsAreAnsweredAndNotCounted() {
        String bot = "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)";
        assertThat(open(link, "User-Agent", bot).statusCode()).isEqualTo(200);
        assertThat(open(link, "User-Agent", IPHONE, "Sec-Purpose", "prefetch").statusCode())
                .isEqualTo(200);
        assertThat(open(link).statusCode()).isEqualTo(200);
        HttpResponse<String> head =
                browse(page(link).header("User-Agent", IPHONE).method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        flush.flush();
        assertThat(report(days(today, today)).path("scans").asLong(-1)).isZero();

        open(link, "User-Agent", IPHONE);

        awaitScans(1);
    }

    @Test
    void whatCannotBeShownIsToldInWords() {
        assertThat(open("/q/AAAAAAAAAAAA", "Accept-Language", "en").statusCode())
                .isEqualTo(404);
        HttpResponse<String> strange = open("/q/%3Cscript%3E", "Accept-Language", "en");
        assertThat(strange.statusCode()).isEqualTo(404);
        assertThat(strange.body()).contains("There is nothing here").doesNotContain("script");

        String failing = liveCode(channel("展会"), "nobody", HELLO);
        soon().untilAsserted(() ->
                assertThat(get(failing).json().path("status").asString()).isEqualTo("FAILED"));
        HttpResponse<String> notMade = open(path(get(failing).json()), "User-Agent", IPHONE);
        assertThat(notMade.statusCode()).isEqualTo(503);
        assertThat(header(notMade, "Retry-After")).isEqualTo("5");
        assertThat(notMade.body()).contains("请稍后再试");

        assertThat(open(link, "User-Agent", IPHONE).statusCode()).isEqualTo(200);
        post("/live-codes/" + id() + "/archive", Map.of());
        WECOM.clock().advance(Duration.ofSeconds(3));
        HttpResponse<String> gone = open(link, "User-Agent", IPHONE, "Accept-Language", "en");
        assertThat(gone.statusCode()).isEqualTo(410);
        assertThat(gone.body()).contains("no longer in use").doesNotContain("<img");

        awaitScans(1);
    }

    @Test
    void aDayIsOneWhereTheCorpIs() {
        Instant midnight =
                today.plusDays(1).atStartOfDay(ZoneId.of("Asia/Shanghai")).toInstant();
        WECOM.clock()
                .advance(Duration.between(WECOM.clock().instant(), midnight).plusSeconds(1));
        open(link, "User-Agent", IPHONE);

        soon().untilAsserted(() -> assertThat(report(days(today.plusDays(1), today.plusDays(1)))
                        .path("scans")
                        .asLong())
                .isEqualTo(1));
    }

    @Test
    void scansWaitInMemoryWhileTheDatabaseIsAway() {
        double failures = failures();
        jdbc.execute("RENAME TABLE scan_count TO scan_count_away");
        try {
            open(link, "User-Agent", IPHONE);
            soon().until(() -> failures() > failures);
            open(link, "User-Agent", IPHONE);
            soon().until(() -> failures() > failures + 1);
        } finally {
            jdbc.execute("RENAME TABLE scan_count_away TO scan_count");
        }

        awaitScans(2);
    }

    @Test
    void aLinkThatWasOpenedGoesOnWhileTheDatabaseIsAway() {
        String other = path(activeLiveCode(channel("展会"), "zhang", HELLO));
        open(link, "User-Agent", IPHONE);
        WECOM.clock().advance(Duration.ofMinutes(10));
        jdbc.execute("RENAME TABLE live_code TO live_code_away");
        try {
            assertThat(open(link, "User-Agent", IPHONE).statusCode()).isEqualTo(200);
            assertThat(open(other, "User-Agent", IPHONE).statusCode()).isEqualTo(503);
        } finally {
            jdbc.execute("RENAME TABLE live_code_away TO live_code");
        }

        assertThat(open(other, "User-Agent", IPHONE).statusCode()).isEqualTo(200);
        awaitScans(2);
    }

    @Test
    void aBatchWhoseAnswerWasLostIsStoredOnce() {
        ScanKey key = new ScanKey(
                new CorpId(corpId()),
                new LiveCodeId(Long.parseLong(id())),
                new ChannelId(Long.parseLong(liveCode.path("channelId").asString())),
                today,
                Device.OTHER,
                Place.NONE);
        EventId batch = EventId.derived(link);

        countScans.store(batch, Map.of(key, 5L));
        countScans.store(batch, Map.of(key, 5L));

        assertThat(report(days(today, today)).path("scans").asLong()).isEqualTo(5);
    }

    @Test
    void theLastScansAreStoredWhenTheProcessStops() {
        open(link, "User-Agent", IPHONE);

        flush.stop();
        try {
            assertThat(report(days(today, today)).path("scans").asLong()).isEqualTo(1);
        } finally {
            flush.start();
        }
    }

    @Test
    void aReportIsOfACodeOfTheCorpAndOfAPeriodWithinReason() {
        assertThat(get("/live-codes/999999999" + days(today, today)).status()).isEqualTo(404);
        assertThat(problem(days(today, today.minusDays(1)))).isEqualTo("until ends_before_start");
        assertThat(problem(days(today, today.plusDays(366)))).isEqualTo("until too_many_days");
        assertThat(problem("/scans?from=0001-01-01&until=" + today)).isEqualTo("from out_of_range");
        assertThat(problem("/scans?from=" + today + "&until=%2B99999-01-01")).isEqualTo("until out_of_range");
        assertThat(problem("/scans?from=yesterday&until=" + today)).startsWith("from ");
        assertThat(problem("/scans?from=" + today)).isEqualTo("until required");
    }

    @Test
    void reportsAreReadByThePrimaryKey() {
        QueryPlans.fill(
                jdbc,
                "scan_count",
                "corp_id, live_code_id, day, device, place, channel_id, scans",
                "'wwscan', n % 50, DATE_ADD('2026-01-01', INTERVAL n DIV 50 DAY), 'IOS', CONCAT('p', n), 1, 1");

        assertThat(QueryPlans.keys(
                        client,
                        JdbcScanCounts.DAYS,
                        Map.of("corpId", "wwscan", "liveCodeId", 7, "from", "2026-02-01", "until", "2026-02-28")))
                .containsExactly("PRIMARY");
    }

    private JsonNode awaitScans(long scans) {
        List<JsonNode> reports = new ArrayList<>();
        soon().untilAsserted(() -> {
            reports.add(report(days(today, today)));
            assertThat(reports.getLast().path("scans").asLong()).isEqualTo(scans);
        });
        return reports.getLast();
    }

    private double failures() {
        return meters.get("scrm.scans.flush.failures").counter().count();
    }

    private String id() {
        return liveCode.path("id").asString();
    }

    private static String days(LocalDate from, LocalDate until) {
        return "/scans?from=" + from + "&until=" + until;
    }

    private JsonNode report(String path) {
        Answer answer = get("/live-codes/" + id() + path);
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(200);
        return answer.json();
    }

    private String problem(String path) {
        Answer answer = get("/live-codes/" + id() + path);
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(400);
        return answer.json().at("/errors/0/field").asString() + " "
                + answer.json().at("/errors/0/code").asString();
    }

    private static String path(JsonNode liveCode) {
        return URI.create(liveCode.path("shortLink").asString()).getPath();
    }

    private HttpRequest.Builder page(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    /** Opens a page as a browser does: without a token. */
    private HttpResponse<String> open(String path, String... headers) {
        HttpRequest.Builder request = page(path);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return browse(request.GET());
    }

    private static HttpResponse<String> browse(HttpRequest.Builder request) {
        try {
            return BROWSER.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
