package scrm.tag.survey;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;

/** Every corp's surveys and their versions. */
public interface Surveys {
    Optional<Survey> find(CorpId corpId, SurveyId id);

    /** The survey that everybody's link belongs to. */
    Optional<Survey> find(SurveyToken publicToken);

    /** A published version. */
    Optional<Questionnaire> questionnaire(CorpId corpId, SurveyId id, int version);

    /** All that was published, the newest first. */
    List<Publication> publications(CorpId corpId, SurveyId id);

    /** What open surveys ask now. */
    List<Questionnaire> answered(CorpId corpId);

    /** A version and when it was published. */
    record Publication(int version, Questionnaire questionnaire, Instant publishedAt) {}

    /** The draft of a survey that is there. */
    Questionnaire draft(CorpId corpId, SurveyId id);

    SurveyId add(CorpId corpId, SurveyToken publicToken, Questionnaire draft, Instant now);

    /** In the order in which they were made. */
    List<Survey> list(CorpId corpId, Survey.@Nullable Status status, @Nullable SurveyId after, int limit);

    /** Replaces the draft; false if the version is not this one any more. */
    boolean edit(Survey survey, Questionnaire draft, Instant now);

    /** Makes the draft the next version and opens it; false if the version is not this one any more. */
    boolean publish(Survey survey, Questionnaire draft, Instant now);

    /** Closes or opens it; false if the version is not this one any more. */
    boolean change(Survey survey, Survey.Status status, Instant now);
}
