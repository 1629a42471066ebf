package scrm.tag.surveyanswer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

import scrm.tag.survey.LocalText;
import scrm.tag.survey.Question;
import scrm.tag.survey.Questionnaire;
import scrm.tag.surveyanswer.SurveyAnswers.Tally;

/**
 * What came of a survey, by question and option. A question or option that several versions have is one, in the words
 * of the newest; those that only older ones have come after.
 *
 * @param answers to the survey
 */
record SurveyResults(long answers, List<QuestionResult> questions) {
    /** From here on somebody promotes, up to there somebody detracts, on a scale from 0 to 10. */
    private static final int PROMOTER = 9;

    private static final int DETRACTOR = 6;
    private static final int MOST = 10;

    /**
     * One question.
     *
     * @param answers to this question
     * @param options in their order; of a scale its numbers; of a text none
     * @param average of a scale; absent before the first answer
     * @param netPromoterScore of a scale from 0 to 10: the percentage of 9 and 10 less that of 0 to 6
     */
    record QuestionResult(
            String id,
            LocalText title,
            long answers,
            List<OptionResult> options,
            @Nullable Double average,
            @Nullable Double netPromoterScore) {}

    /**
     * One option.
     *
     * @param chosen how often
     * @param share of the answers to the question, 0 to 1; together more than 1 where several may be chosen
     */
    record OptionResult(String id, LocalText title, long chosen, double share) {}

    /**
     * Puts counts beside what was asked.
     *
     * @param versions the newest first
     */
    static SurveyResults of(Collection<Questionnaire> versions, List<Tally> tallies) {
        Map<String, Map<String, Long>> counts = tallies.stream()
                .collect(Collectors.groupingBy(Tally::questionId, Collectors.toMap(Tally::optionId, Tally::answers)));
        Map<String, List<Question>> asked = new LinkedHashMap<>();
        versions.forEach(version -> version.questions()
                .forEach(question -> asked.computeIfAbsent(question.id(), _ -> new ArrayList<>())
                        .add(question)));
        return new SurveyResults(
                counts.getOrDefault("", Map.of()).getOrDefault("", 0L),
                asked.values().stream()
                        .map(question -> result(
                                question,
                                counts.getOrDefault(question.getFirst().id(), Map.of())))
                        .toList());
    }

    private static QuestionResult result(List<Question> asked, Map<String, Long> counts) {
        Question newest = asked.getFirst();
        long answers = counts.getOrDefault("", 0L);
        Map<String, LocalText> titles = new LinkedHashMap<>();
        asked.forEach(question -> options(question).forEach(titles::putIfAbsent));
        boolean scale = newest instanceof Question.Scale;
        boolean promoters = newest instanceof Question.Scale q && q.from() == 0 && q.to() == MOST;
        return new QuestionResult(
                newest.id(),
                newest.title(),
                answers,
                titles.entrySet().stream()
                        .map(option -> option(option.getKey(), option.getValue(), counts, answers))
                        .toList(),
                scale ? average(counts) : null,
                promoters ? netPromoterScore(counts) : null);
    }

    private static OptionResult option(String id, LocalText title, Map<String, Long> counts, long answers) {
        long chosen = counts.getOrDefault(id, 0L);
        return new OptionResult(id, title, chosen, answers == 0 ? 0 : (double) chosen / answers);
    }

    private static Map<String, LocalText> options(Question question) {
        Map<String, LocalText> options = new LinkedHashMap<>();
        switch (question) {
            case Question.Choice q -> q.options().forEach(option -> options.put(option.id(), option.title()));
            case Question.Scale q ->
                IntStream.rangeClosed(q.from(), q.to())
                        .mapToObj(String::valueOf)
                        .forEach(number -> options.put(number, new LocalText(number, number)));
            case Question.Text _ -> {}
        }
        return options;
    }

    private static @Nullable Double average(Map<String, Long> counts) {
        long numbers = between(counts, 0, MOST);
        return numbers == 0
                ? null
                : IntStream.rangeClosed(0, MOST)
                                .mapToLong(number -> number * between(counts, number, number))
                                .sum()
                        / (double) numbers;
    }

    private static @Nullable Double netPromoterScore(Map<String, Long> counts) {
        long numbers = between(counts, 0, MOST);
        return numbers == 0
                ? null
                : 100.0 * (between(counts, PROMOTER, MOST) - between(counts, 0, DETRACTOR)) / numbers;
    }

    private static long between(Map<String, Long> counts, int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToLong(number -> counts.getOrDefault(String.valueOf(number), 0L))
                .sum();
    }
}
