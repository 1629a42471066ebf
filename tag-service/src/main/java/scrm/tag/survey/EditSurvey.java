package scrm.tag.survey;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.TagId;
import scrm.rest.Conflict;
import scrm.rest.FieldProblem;
import scrm.rest.IfMatch;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.rest.PreconditionFailed;
import scrm.tag.corptag.CorpTagBook;
import scrm.tag.survey.Survey.Status;

/** Makes, edits, publishes, closes and opens surveys. */
@Service
class EditSurvey {
    private final Surveys surveys;
    private final CorpTagBook book;
    private final Clock clock;

    EditSurvey(Surveys surveys, CorpTagBook book, Clock clock) {
        this.surveys = surveys;
        this.book = book;
        this.clock = clock;
    }

    @Transactional
    public Survey draft(CorpId corpId, Questionnaire draft) {
        checkTags(corpId, draft);
        return find(corpId, surveys.add(corpId, SurveyToken.random(), draft, clock.instant()));
    }

    @Transactional
    public Survey edit(CorpId corpId, SurveyId id, IfMatch ifMatch, Questionnaire draft) {
        Survey survey = find(corpId, id);
        ifMatch.check(survey.version());
        checkTags(corpId, draft);
        return changed(survey, surveys.edit(survey, draft, clock.instant()));
    }

    /** Opens it too. */
    @Transactional
    public Survey publish(CorpId corpId, SurveyId id) {
        Survey survey = find(corpId, id);
        Questionnaire draft = surveys.draft(corpId, id);
        checkTags(corpId, draft);
        return changed(survey, surveys.publish(survey, draft, clock.instant()));
    }

    @Transactional
    public Survey close(CorpId corpId, SurveyId id) {
        Survey survey = find(corpId, id);
        if (survey.status() != Status.OPEN) {
            throw Conflict.of("survey_not_open");
        }
        return changed(survey, surveys.change(survey, Status.CLOSED, clock.instant()));
    }

    @Transactional
    public Survey reopen(CorpId corpId, SurveyId id) {
        Survey survey = find(corpId, id);
        if (survey.status() != Status.CLOSED) {
            throw Conflict.of("survey_not_closed");
        }
        return changed(survey, surveys.change(survey, Status.OPEN, clock.instant()));
    }

    private Survey changed(Survey survey, boolean changed) {
        if (!changed) {
            throw new PreconditionFailed();
        }
        return find(survey.corpId(), survey.id());
    }

    private Survey find(CorpId corpId, SurveyId id) {
        return surveys.find(corpId, id).orElseThrow(() -> NotFound.of("survey"));
    }

    /** A tag that is not there would be found out only when somebody has answered. */
    private void checkTags(CorpId corpId, Questionnaire draft) {
        Set<TagId> wanted = draft.questions().stream()
                .flatMap(question -> question.tags().stream())
                .collect(Collectors.toSet());
        Set<TagId> known =
                wanted.isEmpty() ? Set.of() : book.find(corpId, wanted).keySet();
        if (!known.containsAll(wanted)) {
            throw InvalidRequest.fields(unknown(draft, known));
        }
    }

    private static List<FieldProblem> unknown(Questionnaire draft, Set<TagId> known) {
        List<FieldProblem> problems = new ArrayList<>();
        for (int i = 0; i < draft.questions().size(); i++) {
            String field = "questions[" + i + "]";
            switch (draft.questions().get(i)) {
                case Question.Choice q -> {
                    for (int j = 0; j < q.options().size(); j++) {
                        note(
                                problems,
                                field + ".options[" + j + "]",
                                q.options().get(j).tagIds(),
                                known);
                    }
                }
                case Question.Scale q -> {
                    for (int j = 0; j < q.ranges().size(); j++) {
                        note(
                                problems,
                                field + ".ranges[" + j + "]",
                                q.ranges().get(j).tagIds(),
                                known);
                    }
                }
                case Question.Text _ -> {}
            }
        }
        return problems;
    }

    private static void note(List<FieldProblem> problems, String field, List<TagId> tagIds, Set<TagId> known) {
        for (int i = 0; i < tagIds.size(); i++) {
            if (!known.contains(tagIds.get(i))) {
                problems.add(new FieldProblem(field + ".tagIds[" + i + "]", "not_found"));
            }
        }
    }
}
