package scrm.tag.survey;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.rest.Answers;
import scrm.rest.Cursor;
import scrm.rest.ETag;
import scrm.rest.IfMatch;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.PublicProperties;
import scrm.rest.Slice;

/** Surveys, by whoever makes them. */
@RestController
@RequestMapping("/v1/corps/{corpId}/surveys")
class SurveyController {
    private final Surveys surveys;
    private final EditSurvey editSurvey;
    private final PublicProperties pages;

    SurveyController(Surveys surveys, EditSurvey editSurvey, PublicProperties pages) {
        this.surveys = surveys;
        this.editSurvey = editSurvey;
        this.pages = pages;
    }

    /** Makes a draft; nobody can answer it before it is published. */
    @PostMapping
    @Answers(HttpStatus.CREATED)
    ResponseEntity<SurveyView> draft(@PathVariable CorpId corpId, @RequestBody SurveyDraft draft) {
        Survey survey = editSurvey.draft(corpId, draft.questionnaire());
        URI location = URI.create("/v1/corps/" + corpId + "/surveys/" + survey.id());
        return ETag.created(location, survey.version(), view(survey));
    }

    /** Replaces the draft; what is published stays as it is until the draft is published too. */
    @PutMapping("/{id}")
    ResponseEntity<SurveyView> edit(
            @PathVariable CorpId corpId, @PathVariable long id, IfMatch ifMatch, @RequestBody SurveyDraft draft) {
        return answer(editSurvey.edit(corpId, new SurveyId(id), ifMatch, draft.questionnaire()));
    }

    @GetMapping("/{id}")
    ResponseEntity<SurveyView> get(@PathVariable CorpId corpId, @PathVariable long id) {
        return answer(find(corpId, id));
    }

    /** Without what they ask. */
    @GetMapping
    Slice<SurveyView> list(
            @PathVariable CorpId corpId, @RequestParam Survey.@Nullable Status status, PageRequest page) {
        Cursor after = page.after();
        List<Survey> found =
                surveys.list(corpId, status, after == null ? null : new SurveyId(after.number(0)), page.fetchSize());
        return Slice.of(found, page, survey -> Cursor.at(survey.id()))
                .map(survey -> SurveyView.of(survey, survey.publicToken().link(pages), null));
    }

    /** Makes the draft the next version and opens it. Forms that are open in a browser can still be sent. */
    @PostMapping("/{id}/publish")
    ResponseEntity<SurveyView> publish(@PathVariable CorpId corpId, @PathVariable long id) {
        return answer(editSurvey.publish(corpId, new SurveyId(id)));
    }

    /** Takes no answers any more. */
    @PostMapping("/{id}/close")
    ResponseEntity<SurveyView> close(@PathVariable CorpId corpId, @PathVariable long id) {
        return answer(editSurvey.close(corpId, new SurveyId(id)));
    }

    /** Takes answers again. */
    @PostMapping("/{id}/reopen")
    ResponseEntity<SurveyView> reopen(@PathVariable CorpId corpId, @PathVariable long id) {
        return answer(editSurvey.reopen(corpId, new SurveyId(id)));
    }

    /** What was published, the newest first. */
    @GetMapping("/{id}/versions")
    List<SurveyVersionView> versions(@PathVariable CorpId corpId, @PathVariable long id) {
        return surveys.publications(corpId, find(corpId, id).id()).stream()
                .map(SurveyVersionView::of)
                .toList();
    }

    private Survey find(CorpId corpId, long id) {
        return surveys.find(corpId, new SurveyId(id)).orElseThrow(() -> NotFound.of("survey"));
    }

    private ResponseEntity<SurveyView> answer(Survey survey) {
        return ETag.ok(survey.version(), view(survey));
    }

    private SurveyView view(Survey survey) {
        return SurveyView.of(
                survey, survey.publicToken().link(pages), SurveyDraft.of(surveys.draft(survey.corpId(), survey.id())));
    }

    /**
     * A survey.
     *
     * @param link for everybody: who answers by it stays unknown
     * @param publishedVersion 0: none yet
     * @param draft what it will ask when it is published next, as it is to be sent for an edit; absent in lists
     */
    record SurveyView(
            String id,
            Survey.Status status,
            LocalText title,
            URI link,
            int publishedVersion,
            int version,
            Instant createdAt,
            Instant updatedAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            SurveyDraft draft) {
        static SurveyView of(Survey survey, URI link, @Nullable SurveyDraft draft) {
            return new SurveyView(
                    survey.id().toString(),
                    survey.status(),
                    survey.title(),
                    link,
                    survey.publishedVersion(),
                    survey.version(),
                    survey.createdAt(),
                    survey.updatedAt(),
                    draft);
        }
    }

    record SurveyVersionView(int version, Instant publishedAt, SurveyDraft questionnaire) {
        static SurveyVersionView of(Surveys.Publication publication) {
            return new SurveyVersionView(
                    publication.version(), publication.publishedAt(), SurveyDraft.of(publication.questionnaire()));
        }
    }
}
