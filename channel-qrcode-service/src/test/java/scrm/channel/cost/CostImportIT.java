package scrm.channel.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import scrm.channel.ChannelServiceIT;
import scrm.harness.Answer;

class CostImportIT extends ChannelServiceIT {
    private static final String HEADER = "channelId,kind,currency,amount,from,until,note\n";

    private String shop;

    @BeforeEach
    void makeChannel() {
        shop = channel("门店");
    }

    @Test
    void aFileOfCostsIsTakenAsAWhole() {
        Answer answer = importCosts(
                "", HEADER + row("FIXED", "120000", "灯箱") + row("PER_ADD", "350", "") + row("PER_CLICK", "15", "点击"));

        assertThat(answer.status()).as(answer.http().body()).isEqualTo(200);
        assertThat(answer.json().path("rows").asInt()).isEqualTo(3);
        assertThat(answer.json().path("added").asInt()).isEqualTo(3);
        JsonNode costs = get("/costs").json().path("items");
        assertThat(costs.findValuesAsString("kind")).containsExactly("FIXED", "PER_ADD", "PER_CLICK");
        assertThat(costs.path(0).path("note").asString()).isEqualTo("灯箱");
        assertThat(costs.path(1).path("note").isNull()).isTrue();
    }

    @Test
    void aDryRunAddsNothing() {
        Answer answer = importCosts("?dryRun=true", HEADER + row("FIXED", "1", ""));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("rows").asInt()).isEqualTo(1);
        assertThat(answer.json().path("added").asInt()).isZero();
        assertThat(get("/costs").json().path("items")).isEmpty();
    }

    @Test
    void theChannelOfAnotherCorpIsNotThere() {
        String foreign = shop;
        corp = WECOM.corp("ww-other");

        assertThat(importCosts("", HEADER + row(foreign, "FIXED", "1", ""))
                        .json()
                        .at("/errors/0/code")
                        .asString())
                .isEqualTo("not_found");
    }

    @Test
    void whatIsWrongIsToldByRowAndColumnAndNothingIsAdded() {
        Answer answer = importCosts("", HEADER + row("FIXED", "1", "") + row("999999999", "FIXED", "-1", ""));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().path("errors").findValuesAsString("field"))
                .containsExactly("rows[3].channelId", "rows[3].amount");
        assertThat(answer.json().at("/errors/1/detail").asString()).isEqualTo("Use a value from 0 to 100,000,000,000.");
        assertThat(get("/costs").json().path("items")).isEmpty();
    }

    @Test
    void aFileInAnotherEncodingOrOfAnotherTypeIsRefused() {
        Answer chinese = send(request("/costs/import")
                .setHeader("Content-Type", "text/csv")
                .POST(BodyPublishers.ofByteArray((HEADER + row("FIXED", "1", "灯箱")).getBytes(Charset.forName("GBK")))));

        assertThat(chinese.status()).isEqualTo(400);
        assertThat(chinese.json().at("/errors/0/code").asString()).isEqualTo("not_utf8");
        assertThat(post("/costs/import", "x").status()).isEqualTo(415);
        assertThat(importCosts("", "").json().at("/errors/0/field").asString()).isEqualTo("body");
    }

    @Test
    void theSameRequestIsTakenOnce() {
        String key = UUID.randomUUID().toString();

        assertThat(importWith(key, HEADER + row("FIXED", "1", "")).status()).isEqualTo(200);
        Answer again = importWith(key, HEADER + row("FIXED", "1", ""));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(importWith(key, HEADER + row("FIXED", "2", "")).status()).isEqualTo(422);
        assertThat(get("/costs").json().path("items")).hasSize(1);
    }

    @Test
    void tenThousandRowsAreTakenInOneGo() {
        Answer answer = importCosts("", HEADER + row("FIXED", "1", "灯箱").repeat(10_000));

        assertThat(answer.json().path("added").asInt()).isEqualTo(10_000);
    }

    private String row(String kind, String amount, String note) {
        return row(shop, kind, amount, note);
    }

    private static String row(String channelId, String kind, String amount, String note) {
        return "%s,%s,CNY,%s,2026-11-01,2026-11-30,%s\n".formatted(channelId, kind, amount, note);
    }

    private Answer importCosts(String query, String file) {
        return send(request("/costs/import" + query)
                .setHeader("Content-Type", "text/csv;charset=UTF-8")
                .POST(BodyPublishers.ofString(file)));
    }

    private Answer importWith(String key, String file) {
        return send(request("/costs/import")
                .setHeader("Content-Type", "text/csv")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(file)));
    }
}
