package scrm.tag.surveyform;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import scrm.tag.survey.Question;
import scrm.tag.survey.Questionnaire;
import scrm.tag.surveyanswer.GivenAnswer;

/**
 * A form as it came back.
 *
 * @param typed what stood in each question's fields, so that it can be shown again
 * @param faults what is wrong, by question
 * @param given what was answered, if nothing is wrong
 */
record FilledForm(Map<String, List<String>> typed, Map<String, Fault> faults, List<GivenAnswer> given) {
    /** One that nobody has filled in yet. */
    static final FilledForm EMPTY = new FilledForm(Map.of(), Map.of(), List.of());

    /**
     * What is wrong with the answer to a question.
     *
     * @param most characters, for what is too long
     */
    record Fault(Words words, int most) {
        String in(Locale language) {
            return words.in(language, most);
        }
    }

    /** The name of a question's fields. */
    static String field(Question question) {
        return "q." + question.id();
    }

    /**
     * Reads what came.
     *
     * @param fields the values of a field by its name, empty if there are none
     */
    static FilledForm of(Questionnaire questionnaire, Map<String, String[]> fields) {
        Map<String, List<String>> typed = new LinkedHashMap<>();
        Map<String, Fault> faults = new LinkedHashMap<>();
        List<GivenAnswer> given = new ArrayList<>();
        for (Question question : questionnaire.questions()) {
            List<String> values = Arrays.asList(fields.getOrDefault(field(question), new String[0]));
            typed.put(question.id(), values);
            GivenAnswer answer = answer(question, values);
            Fault fault = fault(question, values, answer);
            if (fault != null) {
                faults.put(question.id(), fault);
            } else if (answer != null) {
                given.add(answer);
            }
        }
        return new FilledForm(typed, faults, given);
    }

    boolean chosen(Question question, String optionId) {
        return typed.getOrDefault(question.id(), List.of()).contains(optionId);
    }

    String text(Question question) {
        return typed.getOrDefault(question.id(), List.of()).stream().findFirst().orElse("");
    }

    private static @Nullable GivenAnswer answer(Question question, List<String> values) {
        if (question instanceof Question.Text) {
            String text = values.isEmpty() ? "" : cleaned(values.getFirst());
            return text.isEmpty() ? null : new GivenAnswer(question.id(), List.of(), text);
        }
        List<String> chosen = options(question).filter(values::contains).toList();
        return chosen.isEmpty() ? null : new GivenAnswer(question.id(), chosen, null);
    }

    private static @Nullable Fault fault(Question question, List<String> values, @Nullable GivenAnswer answer) {
        if (question instanceof Question.Text text) {
            String said = answer == null || answer.text() == null ? "" : answer.text();
            if (said.codePointCount(0, said.length()) > text.maxLength()) {
                return new Fault(Words.TOO_LONG, text.maxLength());
            }
        } else {
            long offered = options(question).filter(values::contains).count();
            boolean several = question instanceof Question.Choice choice && choice.several();
            if (offered < values.stream().distinct().count() || (offered > 1 && !several)) {
                return new Fault(Words.NOT_AN_OPTION, 0);
            }
        }
        return answer == null && question.required() ? new Fault(Words.MISSING, 0) : null;
    }

    private static Stream<String> options(Question question) {
        return switch (question) {
            case Question.Choice q -> q.options().stream().map(Question.Option::id);
            case Question.Scale q ->
                Stream.iterate(q.from(), number -> number <= q.to(), number -> number + 1)
                        .map(String::valueOf);
            case Question.Text _ -> Stream.empty();
        };
    }

    /** Browsers end lines by CR LF; other control characters are nobody's words. */
    private static String cleaned(String text) {
        return text.replace("\r\n", "\n")
                .replaceAll("[\\p{Cntrl}&&[^\n\t]]", "")
                .strip();
    }
}
