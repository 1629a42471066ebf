package scrm.tag.survey;

import java.time.Instant;

import scrm.events.CorpId;

/**
 * A survey: what everybody may know of it, without its questions.
 *
 * @param publicToken the end of the link that is for everybody
 * @param title of the draft
 * @param publishedVersion the version that is answered; 0 before the first
 * @param version counts edits
 */
public record Survey(
        SurveyId id,
        CorpId corpId,
        Status status,
        SurveyToken publicToken,
        LocalText title,
        int publishedVersion,
        int version,
        Instant createdAt,
        Instant updatedAt) {
    /** Whether it takes answers. */
    public enum Status {
        /** Was never published. */
        DRAFT,
        /** Takes answers, within its time. */
        OPEN,
        /** Takes none until it is opened again. */
        CLOSED
    }
}
