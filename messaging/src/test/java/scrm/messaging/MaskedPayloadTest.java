package scrm.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MaskedPayloadTest {
    private static Map<String, Object> masked(String json) {
        return MaskedPayload.of(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void idsAreShortenedAndTypeTimeAndCountsAreShown() {
        assertThat(masked("""
                        {"type":"ExternalContactEdited","corpId":"ww1234567890","externalUserId":"wmABCDEFGHIJ",
                         "occurredAt":"2026-11-22T10:00:00Z","quota":12,"last":true,"state":null}"""))
                .containsExactly(
                        Map.entry("type", "ExternalContactEdited"),
                        Map.entry("corpId", "ww12***"),
                        Map.entry("externalUserId", "wmAB***"),
                        Map.entry("occurredAt", "2026-11-22T10:00:00Z"),
                        Map.entry("quota", 12),
                        Map.entry("last", true),
                        new java.util.AbstractMap.SimpleEntry<>("state", null));
    }

    @Test
    void namesTextsPhonesAndUnknownFieldsAreHidden() {
        String shown = masked("""
                        {"type":"drop table","remark":"Zhang San","userId":"zhang","phone":13800138000,
                         "13900139000":"x","nested":{"text":"secret words"},"memberIds":["wmAAAABBBB","kurz"]}""").toString();
        assertThat(shown)
                .doesNotContain("drop", "Zhang", "zhang", "138", "139", "secret", "BBBB", "kurz")
                .contains("wmAA***");
    }

    @Test
    void whatIsNoObjectTellsOnlyItsLength() {
        assertThat(masked("not json")).isEqualTo(Map.of("bytes", 8));
        assertThat(masked("[\"Zhang\"]")).isEqualTo(Map.of("bytes", 9));
        assertThat(MaskedPayload.of(null)).isEqualTo(Map.of("bytes", 0));
    }

    @Test
    void ofLongListsTheBeginningIsShown() {
        String many = "{\"counts\":[" + "1,".repeat(29) + "1]}";
        assertThat((List<?>) masked(many).get("counts")).hasSize(21).last().isEqualTo("... 10");
    }
}
