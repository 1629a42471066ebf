package scrm.tag.surveyanswer;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.tag.survey.Survey;
import scrm.tag.survey.SurveyId;

/** Every corp's answers, and how often what was chosen. */
interface SurveyAnswers {
    /**
     * Stores an answer with what it says, and counts it.
     *
     * @return its id; empty if there is one of the same form, or one of the contact who may answer only once
     */
    OptionalLong add(Submission submission, Instant now);

    /** Whether there is an answer of this form. */
    boolean holds(Survey survey, String submissionId);

    /** Whether a contact who may answer only once has answered. */
    boolean answered(Survey survey, ExternalUserId externalUserId);

    /** Those that say something, in the order in which they came. */
    List<SurveyAnswer> list(CorpId corpId, SurveyId surveyId, Filter filter, long after, int limit);

    /** What a list is narrowed by; null leaves it wide. */
    record Filter(@Nullable Integer surveyVersion, @Nullable ExternalUserId externalUserId) {}

    /** All of a contact's. */
    List<SurveyAnswer> of(CorpId corpId, ExternalUserId externalUserId);

    /** Nobody can tell any more whose they were; texts are gone, counts stay. */
    void erase(CorpId corpId, ExternalUserId externalUserId);

    /** How often what was chosen, over one version or all. */
    List<Tally> tallies(CorpId corpId, SurveyId surveyId, @Nullable Integer surveyVersion);

    /**
     * How often something was answered.
     *
     * @param questionId empty: all answers to the survey
     * @param optionId empty: all answers to the question
     */
    record Tally(String questionId, String optionId, long answers) {}
}
