package scrm.tag.surveyanswer;

import static java.util.stream.Collectors.joining;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import scrm.rest.csv.Cells;
import scrm.tag.survey.LocalText;
import scrm.tag.survey.Question;
import scrm.tag.survey.Questionnaire;

/** Answers as CSV, written as they come: UTF-8 with a byte order mark, by which Excel knows it. */
final class AnswerTable {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final List<String> FIRST =
            List.of("answerId", "answeredAt", "version", "language", "externalUserId", "userId");

    private final Map<String, Question> questions = new LinkedHashMap<>();
    private final CsvWriter csv;

    /**
     * Writes the header.
     *
     * @param asked all versions, the newest first
     */
    AnswerTable(List<Questionnaire> asked, OutputStream out) throws IOException {
        asked.forEach(
                version -> version.questions().forEach(question -> questions.putIfAbsent(question.id(), question)));
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        text.append(BYTE_ORDER_MARK);
        csv = CsvWriter.builder().build(text);
        List<String> header = new ArrayList<>(FIRST);
        questions
                .values()
                .forEach(question -> header.add(Cells.guarded(question.id() + " " + words(question.title()))));
        csv.writeRecord(header);
    }

    void write(List<SurveyAnswer> answers) {
        for (SurveyAnswer answer : answers) {
            List<String> row = new ArrayList<>(List.of(
                    String.valueOf(answer.id()),
                    answer.answeredAt().toString(),
                    String.valueOf(answer.surveyVersion()),
                    answer.language(),
                    Cells.guarded(Objects.toString(answer.externalUserId(), "")),
                    Cells.guarded(Objects.toString(answer.userId(), ""))));
            questions.values().forEach(question -> row.add(Cells.guarded(said(question, answer))));
            csv.writeRecord(row);
        }
    }

    void flush() throws IOException {
        csv.flush();
    }

    private static String said(Question question, SurveyAnswer answer) {
        return answer.given().stream()
                .filter(given -> given.questionId().equals(question.id()))
                .map(given -> said(question, given))
                .collect(joining());
    }

    private static String said(Question question, GivenAnswer given) {
        return given.text() != null
                ? given.text()
                : given.optionIds().stream()
                        .map(option -> title(question, option))
                        .collect(joining("; "));
    }

    /** Its words; the id of an option that the question does not have any more. */
    private static String title(Question question, String optionId) {
        return question instanceof Question.Choice choice
                ? choice.options().stream()
                        .filter(option -> option.id().equals(optionId))
                        .map(option -> words(option.title()))
                        .findFirst()
                        .orElse(optionId)
                : optionId;
    }

    private static String words(LocalText text) {
        return text.in(Locale.SIMPLIFIED_CHINESE).text();
    }
}
