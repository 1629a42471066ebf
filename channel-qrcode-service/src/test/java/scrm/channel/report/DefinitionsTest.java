package scrm.channel.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

class DefinitionsTest {
    @Test
    void everyFigureIsDefinedInBothLanguages() {
        Map<String, String> english = Definitions.of(ChannelReportController.names(), Locale.ENGLISH);
        Map<String, String> chinese = Definitions.of(ChannelReportController.names(), Locale.SIMPLIFIED_CHINESE);

        assertThat(english)
                .isNotEmpty()
                .allSatisfy((_, text) -> assertThat(text).isNotBlank());
        assertThat(chinese)
                .containsOnlyKeys(english.keySet())
                .allSatisfy((name, text) ->
                        assertThat(text).isNotEqualTo(english.get(name)).containsPattern("[\\u4e00-\\u9fff]"));
    }

    @Test
    void nothingIsDefinedThatNoReportHas() {
        assertThat(ResourceBundle.getBundle("scrm.channel.report.definitions", Locale.ROOT)
                        .keySet())
                .containsExactlyInAnyOrderElementsOf(
                        ChannelReportController.names().toList());
    }
}
