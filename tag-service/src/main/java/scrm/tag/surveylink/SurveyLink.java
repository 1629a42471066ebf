package scrm.tag.surveylink;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.tag.survey.SurveyId;

/**
 * A personal link; its token is known to whoever it was given to, and not to us.
 *
 * @param externalUserId who answers by it
 * @param userId the member whose relation the answer is about; absent: all that last
 * @param answeredAt when it was last answered
 * @param revokedAt since when it leads nowhere
 */
public record SurveyLink(
        long id,
        CorpId corpId,
        SurveyId surveyId,
        ExternalUserId externalUserId,
        @Nullable UserId userId,
        Instant createdAt,
        @Nullable Instant answeredAt,
        @Nullable Instant revokedAt) {}
