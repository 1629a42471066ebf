package scrm.tag.surveylink;

import org.jspecify.annotations.Nullable;

import scrm.tag.survey.Survey;

/**
 * What a link leads to.
 *
 * @param link absent if it is everybody's
 */
public record Invitation(Survey survey, @Nullable SurveyLink link) {}
