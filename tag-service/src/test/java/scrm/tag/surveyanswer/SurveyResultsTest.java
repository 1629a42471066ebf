package scrm.tag.surveyanswer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

import scrm.tag.survey.LocalText;
import scrm.tag.survey.Question;
import scrm.tag.survey.Questionnaire;
import scrm.tag.surveyanswer.SurveyAnswers.Tally;
import scrm.tag.surveyanswer.SurveyResults.OptionResult;

class SurveyResultsTest {
    private static final LocalText OLD = new LocalText(null, "old");
    private static final LocalText NEW = new LocalText(null, "new");

    @Test
    void aScaleHasAnAverageAndFromZeroToTenAPromoterScore() {
        SurveyResults results = SurveyResults.of(
                List.of(asking(scale("s", 0, 10), scale("t", 1, 5))),
                List.of(
                        new Tally("", "", 4),
                        new Tally("s", "", 4),
                        new Tally("s", "10", 1),
                        new Tally("s", "9", 1),
                        new Tally("s", "7", 1),
                        new Tally("s", "0", 1),
                        new Tally("t", "", 2),
                        new Tally("t", "5", 2)));

        assertThat(results.answers()).isEqualTo(4);
        assertThat(results.questions().get(0).average()).isEqualTo(6.5);
        assertThat(results.questions().get(0).netPromoterScore()).isEqualTo(25);
        assertThat(results.questions().get(1).average()).isEqualTo(5);
        assertThat(results.questions().get(1).netPromoterScore()).isNull();
        assertThat(results.questions().get(1).options()).hasSize(5);
    }

    @Test
    void whatNobodyAnsweredHasNoAverageAndNoShare() {
        SurveyResults results = SurveyResults.of(List.of(asking(scale("s", 0, 10))), List.of());

        assertThat(results.answers()).isZero();
        assertThat(results.questions().getFirst().average()).isNull();
        assertThat(results.questions().getFirst().options()).allMatch(option -> option.share() == 0);
    }

    @Test
    void versionsAreOneInTheWordsOfTheNewest() {
        SurveyResults results = SurveyResults.of(
                List.of(asking(choice("q", NEW, "a", "c")), asking(choice("q", OLD, "b", "a"), scale("gone", 1, 2))),
                List.of(new Tally("q", "", 4), new Tally("q", "a", 2), new Tally("q", "b", 1), new Tally("q", "c", 1)));

        assertThat(results.questions())
                .extracting(SurveyResults.QuestionResult::id)
                .containsExactly("q", "gone");
        assertThat(results.questions().getFirst().options())
                .containsExactly(
                        new OptionResult("a", NEW, 2, 0.5),
                        new OptionResult("c", NEW, 1, 0.25),
                        new OptionResult("b", OLD, 1, 0.25));
    }

    private static Questionnaire asking(Question... questions) {
        return new Questionnaire(NEW, null, null, false, null, null, List.of(questions));
    }

    private static Question scale(String id, int from, int to) {
        return new Question.Scale(id, NEW, false, from, to, null, null, List.of());
    }

    private static Question choice(String id, LocalText words, String... options) {
        return new Question.Choice(
                id,
                words,
                false,
                false,
                List.of(options).stream()
                        .map(option -> new Question.Option(option, words, List.of()))
                        .toList());
    }
}
