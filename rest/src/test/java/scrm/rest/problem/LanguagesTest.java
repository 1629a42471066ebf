package scrm.rest.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "null                       | zh-CN",
                "en                         | en",
                "en-US,en;q=0.9,zh;q=0.8    | en",
                "zh-TW                      | zh-CN",
                "zh-Hans-CN, en             | zh-CN",
                "fr, de;q=0.9, en;q=0.1     | en",
                "fr                         | zh-CN",
                "en;q=0, zh                 | zh-CN",
                "*                          | zh-CN",
                "en;q=x                     | zh-CN",
            })
    void theFirstLanguageThatWeSpeakIsTaken(String header, String language) {
        assertThat(Languages.preferred(header).toLanguageTag()).isEqualTo(language);
    }
}
