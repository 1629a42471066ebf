package scrm.wecom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import scrm.events.CorpId;

@ExtendWith(OutputCaptureExtension.class)
class FileCorpsTest {
    private static final String CANARY = "CANARYsecret";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("corps.yaml");
    }

    @Test
    void aCorpIsReadWhole() throws IOException {
        Corps corps = corps(entry("ww1"));

        Corp corp = corps.find(new CorpId("ww1")).orElseThrow();
        assertThat(corp.name()).isEqualTo("Corp of ww1");
        assertThat(corp.timezone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
        assertThat(corp.agentId()).isEqualTo(1000002);
        assertThat(corp.secret()).isEqualTo(CANARY);
        assertThat(corp.toString()).doesNotContain(CANARY);
        assertThat(corps.find(new CorpId("ww2"))).isEmpty();
    }

    @Test
    void aBadEntryDisablesItsCorpAloneAndTellsNoSecret(CapturedOutput output) throws IOException {
        Corps corps = corps(entry("ww1")
                + entry("ww2").replace("Asia/Shanghai", "Mars")
                + entry("ww3").replace("1000002", "x")
                + entry("ww4").replace("callbackToken: QDG6eK", "callbackToken: " + CANARY + "!")
                + entry("ww5") + "  password: " + CANARY + "\n"
                + "- " + CANARY + "\n"
                + entry("ww1")
                + entry("ww6"));

        assertThat(corps.all()).extracting(corp -> corp.corpId().value()).containsExactly("ww1", "ww6");
        assertThat(output)
                .contains(
                        "(ww2) is disabled: timezone",
                        "(ww3) is disabled: agentId",
                        "(ww4) is disabled: callbackToken",
                        "(ww5) is disabled: it has an unknown key",
                        "(no corpId) is disabled",
                        "ww1 is there already")
                .doesNotContain(CANARY);
    }

    @Test
    void aChangedFileIsReadAgain() throws IOException {
        Corps corps = corps(entry("ww1"));

        Files.writeString(file, entry("ww1") + entry("ww2"));

        assertThat(corps.find(new CorpId("ww2"))).isPresent();
    }

    @Test
    void aNewCorpIsFoundAtOnceHoweverSeldomTheFileIsLookedAt() throws IOException {
        Files.writeString(file, entry("ww1"));
        Corps corps = new FileCorps(file, Duration.ofHours(1));

        Files.writeString(file, entry("ww1") + entry("ww2"));

        assertThat(corps.all()).hasSize(1);
        assertThat(corps.find(new CorpId("ww2"))).isPresent();
        assertThat(corps.all()).hasSize(2);
    }

    @Test
    void aFileThatIsBrokenLaterChangesNothing(CapturedOutput output) throws IOException {
        Corps corps = corps(entry("ww1"));

        Files.writeString(file, "- secret: [" + CANARY);
        assertThat(corps.find(new CorpId("ww1"))).isPresent();
        assertThat(corps.find(new CorpId("ww1"))).isPresent();
        Files.delete(file);
        assertThat(corps.find(new CorpId("ww1"))).isPresent();

        assertThat(output)
                .containsOnlyOnce("is not valid YAML near line")
                .containsOnlyOnce("cannot be read (NoSuchFileException)")
                .doesNotContain(CANARY);
        Files.writeString(file, entry("ww2"));
        assertThat(corps.find(new CorpId("ww1"))).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadAtStartNamesTheFix() throws IOException {
        assertThatThrownBy(() -> new FileCorps(file, Duration.ZERO))
                .hasMessageContaining("SCRM_CORPS_FILE")
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> corps("corpId: " + CANARY))
                .hasMessageContaining("list at its top level")
                .hasMessageNotContaining(CANARY)
                .hasNoCause();
        assertThatThrownBy(() -> corps("- secret: [" + CANARY))
                .hasMessageContaining("not valid YAML")
                .hasMessageNotContaining(CANARY)
                .hasNoCause();
    }

    private Corps corps(String yaml) throws IOException {
        Files.writeString(file, yaml);
        return new FileCorps(file, Duration.ZERO);
    }

    private static String entry(String corpId) {
        return """
                - corpId: %s
                  name: Corp of %1$s
                  timezone: Asia/Shanghai
                  agentId: 1000002
                  secret: %s
                  callbackToken: QDG6eK
                  callbackAesKey: jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C
                """.formatted(corpId, CANARY);
    }
}
