package scrm.tag.surveyanswer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.tag.survey.SurveyId;

/**
 * An answer to a survey.
 *
 * @param externalUserId who answered; absent if it is not known, or was erased
 * @param userId the member whose personal link it was
 * @param language of the form
 * @param given what was answered, by the ids of the questions
 */
record SurveyAnswer(
        long id,
        SurveyId surveyId,
        int surveyVersion,
        @Nullable ExternalUserId externalUserId,
        @Nullable UserId userId,
        String language,
        Instant answeredAt,
        List<GivenAnswer> given) {
    SurveyAnswer {
        given = List.copyOf(given);
    }

    SurveyAnswer with(List<GivenAnswer> answers) {
        return new SurveyAnswer(id, surveyId, surveyVersion, externalUserId, userId, language, answeredAt, answers);
    }
}
