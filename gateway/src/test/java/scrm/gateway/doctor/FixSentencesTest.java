package scrm.gateway.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class FixSentencesTest {
    @Test
    void everyFixIsToldInBothLanguages() throws IOException {
        assertThat(bundle("doctor_zh").keySet()).isEqualTo(bundle("doctor").keySet());
    }

    private static Properties bundle(String name) throws IOException {
        Properties sentences = new Properties();
        try (Reader text = new InputStreamReader(
                Objects.requireNonNull(
                        FixSentencesTest.class.getResourceAsStream("/scrm/gateway/" + name + ".properties")),
                StandardCharsets.UTF_8)) {
            sentences.load(text);
        }
        return sentences;
    }
}
