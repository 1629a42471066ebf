package scrm.rest.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;

import scrm.rest.FieldProblem;
import scrm.rest.Problem;
import scrm.rest.ProblemCode;

class ProblemTextsTest {
    private final ProblemTexts texts = new ProblemTexts(List.of());

    private static Properties bundle(String name) throws IOException {
        Properties bundle = new Properties();
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(ProblemCode.class.getResourceAsStream(name)), StandardCharsets.UTF_8)) {
            bundle.load(in);
        }
        return bundle;
    }

    @Test
    void everyCodeHasTitleAndDetailInBothLanguages() throws IOException {
        for (String name : List.of("problems.properties", "problems_zh.properties")) {
            for (ProblemCode code : ProblemCode.values()) {
                assertThat(bundle(name).stringPropertyNames())
                        .contains(code.code() + ".title", code.code() + ".detail");
            }
        }
    }

    @Test
    void bothLanguagesSayTheSameThingsWithTheSameArguments() throws IOException {
        Properties english = bundle("problems.properties");
        Properties chinese = bundle("problems_zh.properties");
        assertThat(chinese.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            assertThat(new MessageFormat(chinese.getProperty(key)).getFormatsByArgumentIndex().length)
                    .as(key)
                    .isEqualTo(new MessageFormat(english.getProperty(key)).getFormatsByArgumentIndex().length);
        }
    }

    @Test
    void anUnknownReasonOrFieldCodeFallsBackToTheGeneralText() {
        Problem conflict = Problem.of(ProblemCode.CONFLICT).withReason("too_new_to_have_a_text");
        assertThat(texts.detail(conflict, Languages.ENGLISH)).startsWith("The present state");
        assertThat(texts.detail(new FieldProblem("a", "too_new"), Languages.CHINESE))
                .isEqualTo("不允许使用该值。");
    }

    @Test
    void numbersAreWrittenWithoutGrouping() {
        assertThat(texts.detail(new FieldProblem("a", "too_long", 4000), Languages.ENGLISH))
                .isEqualTo("Use at most 4000 characters.");
    }
}
