package scrm.tag.surveylink;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.tag.survey.SurveyId;
import scrm.tag.survey.SurveyToken;

/** Every corp's personal links. */
public interface SurveyLinks {
    /** The link that a token opens, revoked or not. */
    Optional<SurveyLink> find(SurveyToken token);

    /**
     * The same link as it is now, and nobody else answers by it, revokes it or erases its contact until the transaction
     * ends; empty if it was erased.
     */
    Optional<SurveyLink> lock(SurveyLink link);

    /** A locked link was answered. */
    void answered(SurveyLink link, Instant now);

    /** All of a contact's, in the order in which they were made. */
    List<SurveyLink> of(CorpId corpId, ExternalUserId externalUserId);

    /** Deletes all of a contact's; waits for answers that are being stored. */
    void erase(CorpId corpId, ExternalUserId externalUserId);

    /** Which of these a member follows; without a member, which any follows. */
    Set<ExternalUserId> followed(CorpId corpId, Collection<ExternalUserId> externalUserIds, @Nullable UserId userId);

    /** Adds one for each contact. */
    void add(
            CorpId corpId,
            SurveyId surveyId,
            @Nullable UserId userId,
            Map<ExternalUserId, SurveyToken> tokens,
            Instant now);

    /** A survey's, in the order in which they were made. */
    List<SurveyLink> list(
            CorpId corpId, SurveyId surveyId, @Nullable ExternalUserId externalUserId, long after, int limit);

    /** Revokes one, unless it is; false if there is none. */
    boolean revoke(CorpId corpId, SurveyId surveyId, long id, Instant now);
}
