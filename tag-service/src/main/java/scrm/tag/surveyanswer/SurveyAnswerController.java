package scrm.tag.surveyanswer;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.rest.Cursor;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.rest.csv.CsvTable;
import scrm.tag.survey.Questionnaire;
import scrm.tag.survey.Survey;
import scrm.tag.survey.SurveyId;
import scrm.tag.survey.Surveys;
import scrm.tag.survey.Surveys.Publication;
import scrm.tag.surveyanswer.SurveyAnswers.Filter;
import scrm.tag.surveyanswer.SurveyResults.QuestionResult;

/** What was answered to a survey. */
@RestController
@RequestMapping("/v1/corps/{corpId}/surveys/{id}")
class SurveyAnswerController {
    /** Answers that an export reads at a time. */
    private static final int AT_A_TIME = 1_000;

    private final Surveys surveys;
    private final SurveyAnswers answers;

    SurveyAnswerController(Surveys surveys, SurveyAnswers answers) {
        this.surveys = surveys;
        this.answers = answers;
    }

    /**
     * How often what was chosen, over all versions or one. Counted with each answer: it costs the same however many
     * there are.
     */
    @GetMapping("/results")
    SurveyResultsView results(
            @PathVariable CorpId corpId, @PathVariable long id, @RequestParam @Nullable Integer version) {
        Survey survey = find(corpId, id);
        List<Questionnaire> asked = surveys.publications(corpId, survey.id()).stream()
                .filter(publication -> version == null || publication.version() == version)
                .map(Publication::questionnaire)
                .toList();
        SurveyResults results = SurveyResults.of(asked, answers.tallies(corpId, survey.id(), version));
        return new SurveyResultsView(String.valueOf(id), version, results.answers(), results.questions());
    }

    /** In the order in which they came. */
    @GetMapping("/answers")
    Slice<SurveyAnswerView> list(
            @PathVariable CorpId corpId,
            @PathVariable long id,
            @RequestParam @Nullable Integer version,
            @RequestParam @Nullable ExternalUserId externalUserId,
            PageRequest page) {
        Survey survey = find(corpId, id);
        Cursor after = page.after();
        List<SurveyAnswer> found = answers.list(
                corpId,
                survey.id(),
                new Filter(version, externalUserId),
                after == null ? 0 : after.number(0),
                page.fetchSize());
        return Slice.of(found, page, answer -> Cursor.at(answer.id())).map(SurveyAnswerView::of);
    }

    /**
     * All answers as a table for spreadsheets, a row for each and a column for each question that any version asks.
     * Written while it is read, so that it may be of any length.
     */
    @GetMapping(value = "/answers/export", produces = CsvTable.MEDIA_TYPE)
    void export(
            @PathVariable CorpId corpId,
            @PathVariable long id,
            @RequestParam @Nullable Integer version,
            HttpServletResponse response)
            throws IOException {
        Survey survey = find(corpId, id);
        List<Questionnaire> asked = surveys.publications(corpId, survey.id()).stream()
                .filter(publication -> version == null || publication.version() == version)
                .map(Publication::questionnaire)
                .toList();
        Filter filter = new Filter(version, null);
        List<SurveyAnswer> some = answers.list(corpId, survey.id(), filter, 0, AT_A_TIME);
        response.setContentType(CsvTable.MEDIA_TYPE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"survey-" + id + ".csv\"");
        AnswerTable table = new AnswerTable(asked, response.getOutputStream());
        while (!some.isEmpty()) {
            table.write(some);
            some = answers.list(corpId, survey.id(), filter, some.getLast().id(), AT_A_TIME);
        }
        table.flush();
    }

    private Survey find(CorpId corpId, long id) {
        return surveys.find(corpId, new SurveyId(id)).orElseThrow(() -> NotFound.of("survey"));
    }

    /**
     * What came of a survey.
     *
     * @param version absent: all of them
     */
    record SurveyResultsView(
            String surveyId, @Nullable Integer version, long answers, List<QuestionResult> questions) {}

    /**
     * An answer.
     *
     * @param externalUserId who answered; absent if it is not known, or was erased
     * @param userId the member whose personal link it was
     * @param given what was answered; what was left out is not there
     */
    record SurveyAnswerView(
            String id,
            String surveyId,
            int version,
            @Nullable ExternalUserId externalUserId,
            @Nullable UserId userId,
            String language,
            Instant answeredAt,
            List<GivenAnswer> given) {
        static SurveyAnswerView of(SurveyAnswer answer) {
            return new SurveyAnswerView(
                    String.valueOf(answer.id()),
                    answer.surveyId().toString(),
                    answer.surveyVersion(),
                    answer.externalUserId(),
                    answer.userId(),
                    answer.language(),
                    answer.answeredAt(),
                    answer.given());
        }
    }
}
