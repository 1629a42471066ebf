package scrm.tag.surveylink;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.rest.Conflict;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.tag.survey.Survey;
import scrm.tag.survey.SurveyId;
import scrm.tag.survey.SurveyToken;
import scrm.tag.survey.Surveys;

/** Makes personal links. */
@Service
class GiveLinks {
    /** Most unknown contacts that are told; more help nobody. */
    private static final int MOST_PROBLEMS = 100;

    private final Surveys surveys;
    private final SurveyLinks links;
    private final Clock clock;

    GiveLinks(Surveys surveys, SurveyLinks links, Clock clock) {
        this.surveys = surveys;
        this.links = links;
        this.clock = clock;
    }

    /**
     * A new link for each contact; earlier ones go on leading to the survey.
     *
     * @return the only place where their tokens are ever told
     */
    @Transactional
    public Map<ExternalUserId, SurveyToken> give(
            CorpId corpId, SurveyId surveyId, @Nullable UserId userId, List<ExternalUserId> externalUserIds) {
        Survey survey = surveys.find(corpId, surveyId).orElseThrow(() -> NotFound.of("survey"));
        if (survey.publishedVersion() == 0) {
            throw Conflict.of("survey_not_published");
        }
        check(corpId, userId, externalUserIds);
        Map<ExternalUserId, SurveyToken> tokens = new LinkedHashMap<>();
        externalUserIds.forEach(externalUserId -> tokens.put(externalUserId, SurveyToken.random()));
        links.add(corpId, surveyId, userId, tokens, clock.instant());
        return tokens;
    }

    private void check(CorpId corpId, @Nullable UserId userId, List<ExternalUserId> externalUserIds) {
        Set<ExternalUserId> followed = links.followed(corpId, externalUserIds, userId);
        List<FieldProblem> problems = new ArrayList<>();
        for (int i = 0; i < externalUserIds.size() && problems.size() < MOST_PROBLEMS; i++) {
            if (!followed.contains(externalUserIds.get(i))) {
                problems.add(new FieldProblem("externalUserIds[" + i + "]", "not_followed"));
            }
        }
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(problems);
        }
    }
}
