package scrm.channel.report;

import static org.assertj.core.api.Assertions.assertThat;
import static scrm.channel.report.Story.at;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.channel.ChannelServiceIT;
import scrm.harness.Answer;

/** What came of a channel in three days, and before and after them, told to the second. */
class FunnelIT extends ChannelServiceIT {
    @Autowired
    private JdbcClient jdbc;

    private LocalDate day;
    private String platform;

    @BeforeEach
    void tell() {
        Story story = new Story(jdbc, corpId());
        day = LocalDate.ofInstant(WECOM.clock().instant(), Story.ZONE).minusDays(45);
        platform = channel("平台");
        String shop = post("/channels", Map.of("name", "门店", "parentId", platform, "tags", List.of()))
                .json()
                .path("id")
                .asString();
        String fair = channel("展会");
        Instant first = at(day, "00:00:00");
        Instant noon = at(day.plusDays(1), "12:00:00");
        Instant last = at(day.plusDays(2), "23:59:59");
        Instant late = at(day.plusDays(3), "00:00:00");

        long early = story.added("zhang", "c0", shop, first.minusSeconds(1), noon);
        story.added("zhang", "c1", shop, first, null);
        long back = story.added("zhang", "c2", platform, noon, late.plus(Duration.ofDays(9)));
        story.added("zhang", "c3", shop, last, late);
        story.added("zhang", "c4", shop, late, null);
        story.added("zhang", "c5", platform, at(day.minusDays(700), "12:00:00"), null);
        long elsewhere = story.added("zhang", "c6", fair, first, null);
        story.added("zhang", "c7", null, noon, null);

        // Who comes again is counted where and when that is.
        story.touched(early, "ADDED", shop, last);
        story.touched(elsewhere, "ADDED", platform, noon);
        story.touched(back, "ADDED", shop, late.plus(Duration.ofDays(10)));
        story.returned(back);
        story.touched(early, "HALF_ADDED", shop, first.minusSeconds(2));
        story.touched(early, "HALF_ADDED", shop, first);
        story.touched(early, "HALF_ADDED", shop, late);

        story.welcomed(shop, first.minusSeconds(1), "SENT", null);
        story.welcomed(shop, first, "SENT", null);
        story.welcomed(platform, last, "SENT", null);
        story.welcomed(shop, noon, "REFUSED", 41_051);
        story.welcomed(shop, noon, "REFUSED", 41_050);
        story.welcomed(shop, noon, "NO_CODE", null);
        story.welcomed(shop, noon, "EXPIRED", null);
        story.welcomed(shop, last, "PENDING", null);
        story.welcomed(shop, late, "UNKNOWN", null);
        story.welcomed(fair, noon, "SENT", null);
    }

    @Test
    void whoCameInAPeriodIsToldFromTheOthers() {
        JsonNode answer = funnel("&from=" + day + "&until=" + day.plusDays(2));

        assertThat(figures(answer))
                .isEqualTo("adds 3, reAdds 2, halfAdds 1, losses 2, currentContacts 2,"
                        + " welcomesSent 2, welcomesElsewhere 1, welcomesFailed 3, welcomesPending 1");
        assertThat(answer.path("channelId").asString()).isEqualTo(platform);
        assertThat(answer.path("from").asString()).isEqualTo(day.toString());
        assertThat(answer.path("until").asString()).isEqualTo(day.plusDays(2).toString());
        assertThat(figures(funnel("&from=" + day.minusDays(1) + "&until=" + day.minusDays(1))))
                .isEqualTo("adds 1, reAdds 0, halfAdds 1, losses 1, currentContacts 0,"
                        + " welcomesSent 1, welcomesElsewhere 0, welcomesFailed 0, welcomesPending 0");
    }

    @Test
    void withoutAPeriodAllThatEverCameIsTold() {
        JsonNode answer = funnel("");

        assertThat(figures(answer))
                .isEqualTo("adds 6, reAdds 3, halfAdds 3, losses 3, currentContacts 4,"
                        + " welcomesSent 3, welcomesElsewhere 1, welcomesFailed 4, welcomesPending 1");
        assertThat(answer.has("from")).isFalse();
        assertThat(answer.has("until")).isFalse();
    }

    @Test
    void nothingCameOfAChannelThatNobodyFound() {
        platform = channel("仓库");

        String nothing = "adds 0, reAdds 0, halfAdds 0, losses 0, currentContacts 0,"
                + " welcomesSent 0, welcomesElsewhere 0, welcomesFailed 0, welcomesPending 0";
        assertThat(figures(funnel(""))).isEqualTo(nothing);
        assertThat(figures(funnel("&from=" + day + "&until=" + day))).isEqualTo(nothing);
    }

    @Test
    void aPeriodThatIsNoneIsToldByItsField() {
        assertThat(wrong("from=2026-11-02&until=2026-11-01")).isEqualTo("until ends_before_start");
        assertThat(wrong("from=2025-01-01&until=2026-01-02")).isEqualTo("until too_many_days");
        assertThat(wrong("from=1999-12-31&until=2026-01-02")).isEqualTo("from out_of_range");
        assertThat(wrong("from=2026-13-01&until=2026-01-02")).isEqualTo("from wrong_format");
        assertThat(wrong("from=2026-11-01")).isEqualTo("until required");
        assertThat(wrong("until=2026-11-01")).isEqualTo("from required");
        assertThat(get("/channel-reports/funnel?channelId=999999999&from=2026-11-01&until=2026-11-02")
                        .status())
                .isEqualTo(404);
    }

    private JsonNode funnel(String period) {
        Answer answer = get("/channel-reports/funnel?channelId=" + platform + period);
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(200);
        return answer.json();
    }

    private String wrong(String period) {
        Answer answer = get("/channel-reports/funnel?channelId=" + platform + "&" + period);
        assertThat(answer.status()).as(period).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        JsonNode error = answer.json().at("/errors/0");
        return error.path("field").asString() + " " + error.path("code").asString();
    }

    private static String figures(JsonNode answer) {
        return answer.path("funnel")
                .propertyStream()
                .map(figure -> figure.getKey() + " " + figure.getValue().asLong())
                .collect(Collectors.joining(", "));
    }
}
