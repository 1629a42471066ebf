package scrm.tag.surveylink;

import java.util.Optional;
import org.springframework.stereotype.Service;

import scrm.tag.survey.SurveyToken;
import scrm.tag.survey.Surveys;

/** Finds what the end of a link leads to. */
@Service
public class FindSurvey {
    private final Surveys surveys;
    private final SurveyLinks links;

    FindSurvey(Surveys surveys, SurveyLinks links) {
        this.surveys = surveys;
        this.links = links;
    }

    /** The survey that everybody's link or a personal link leads to. */
    public Optional<Invitation> find(SurveyToken token) {
        return surveys.find(token).map(survey -> new Invitation(survey, null)).or(() -> personal(token));
    }

    private Optional<Invitation> personal(SurveyToken token) {
        return links.find(token)
                .flatMap(link ->
                        surveys.find(link.corpId(), link.surveyId()).map(survey -> new Invitation(survey, link)));
    }
}
