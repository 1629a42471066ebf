package scrm.tag.surveyform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

import scrm.tag.survey.LocalText;
import scrm.tag.survey.Question;
import scrm.tag.survey.Question.Option;
import scrm.tag.survey.Questionnaire;
import scrm.tag.surveyanswer.GivenAnswer;

class FilledFormTest {
    private static final LocalText WORDS = new LocalText("问", "Q");

    @Test
    void whatIsLeftOutIsNoAnswerUnlessItMustBeGiven() {
        Questionnaire asked =
                asking(choice("a", true, false), choice("b", false, true), scale("c", false), text("d", true));

        FilledForm filled = FilledForm.of(asked, Map.of("q.d", new String[] {" \r\n\t "}));

        assertThat(filled.given()).isEmpty();
        assertThat(filled.faults()).containsOnlyKeys("a", "d");
        assertThat(filled.faults().get("a").in(Locale.ENGLISH)).isEqualTo("Please answer this question");
    }

    @Test
    void optionsComeInTheOrderOfTheQuestionAndOnce() {
        FilledForm filled = FilledForm.of(
                asking(choice("a", true, true), scale("c", true)),
                Map.of("q.a", new String[] {"2", "1", "2"}, "q.c", new String[] {"10"}));

        assertThat(filled.faults()).isEmpty();
        assertThat(filled.given())
                .containsExactly(
                        new GivenAnswer("a", List.of("1", "2"), null), new GivenAnswer("c", List.of("10"), null));
    }

    @Test
    void whatIsNotOfferedIsNoAnswer() {
        Questionnaire asked = asking(choice("a", false, false), choice("b", false, true), scale("c", false));

        assertThat(FilledForm.of(asked, Map.of("q.a", new String[] {"1", "2"})).faults())
                .containsOnlyKeys("a");
        assertThat(FilledForm.of(asked, Map.of("q.b", new String[] {"1", "3"})).faults())
                .containsOnlyKeys("b");
        for (String number : List.of("-1", "11", "1.0", "01", "", "NaN")) {
            assertThat(FilledForm.of(asked, Map.of("q.c", new String[] {number}))
                            .faults())
                    .as(number)
                    .containsOnlyKeys("c");
        }
    }

    @Test
    void aTextKeepsItsLinesAndLosesWhatNobodyTyped() {
        FilledForm filled =
                FilledForm.of(asking(text("d", true)), Map.of("q.d", new String[] {" 一\r\n二\u0000\u0007\t三\u007F "}));

        assertThat(filled.given()).containsExactly(new GivenAnswer("d", List.of(), "一\n二\t三"));
    }

    @Test
    void aTextIsMeasuredInCharactersAsPeopleCountThem() {
        Questionnaire asked = asking(text("d", false));
        assertThat(FilledForm.of(asked, Map.of("q.d", new String[] {"😀".repeat(10)}))
                        .faults())
                .isEmpty();
        FilledForm longer = FilledForm.of(asked, Map.of("q.d", new String[] {"x".repeat(11)}));
        assertThat(longer.faults().get("d").in(Locale.SIMPLIFIED_CHINESE)).isEqualTo("最多 10 个字，请缩短");
        assertThat(longer.given()).isEmpty();
    }

    static Questionnaire asking(Question... questions) {
        return new Questionnaire(WORDS, null, null, false, null, null, List.of(questions));
    }

    static Question.Choice choice(String id, boolean required, boolean several) {
        return new Question.Choice(
                id,
                WORDS,
                required,
                several,
                List.of(
                        new Option("1", new LocalText("一", "One"), List.of()),
                        new Option("2", new LocalText("二", "Two"), List.of())));
    }

    static Question.Scale scale(String id, boolean required) {
        return new Question.Scale(id, WORDS, required, 0, 10, null, null, List.of());
    }

    static Question.Text text(String id, boolean required) {
        return new Question.Text(id, WORDS, required, 10);
    }
}
