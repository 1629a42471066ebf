package scrm.tag.surveyanswer;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.TagId;
import scrm.events.TaggingEvent.SurveyAnswered;
import scrm.events.UserId;
import scrm.messaging.Outbox;
import scrm.tag.contact.FollowUserTags;
import scrm.tag.survey.Survey;
import scrm.tag.surveylink.Invitation;
import scrm.tag.surveylink.SurveyLink;
import scrm.tag.surveylink.SurveyLinks;
import scrm.tag.tagging.AssignTags;
import scrm.tag.tagging.AssignTags.Occasion;

/** Takes an answer: what it says, the tags that it leads to and the word of it, all or nothing. */
@Service
public class SubmitAnswer {
    private static final String ACTOR = "tag-service";

    private final SurveyAnswers answers;
    private final SurveyLinks links;
    private final FollowUserTags followUserTags;
    private final AssignTags assign;
    private final Outbox outbox;
    private final Clock clock;

    SubmitAnswer(
            SurveyAnswers answers,
            SurveyLinks links,
            FollowUserTags followUserTags,
            AssignTags assign,
            Outbox outbox,
            Clock clock) {
        this.answers = answers;
        this.links = links;
        this.followUserTags = followUserTags;
        this.assign = assign;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** What became of a submission. */
    public enum Outcome {
        STORED,
        /** It is stored already: the same form was sent before. */
        REPEATED,
        /** The contact has answered, and may do so only once. */
        ANSWERED,
        /** The link was revoked meanwhile. */
        REVOKED
    }

    /** Whether this form was sent before. */
    public boolean holds(Survey survey, String submissionId) {
        return answers.holds(survey, submissionId);
    }

    /** Whether the contact of a link has given the one answer that a survey takes. */
    public boolean answered(Survey survey, SurveyLink link) {
        return answers.answered(survey, link.externalUserId());
    }

    /** Stores it; once, however often and by however many at a time it is sent. */
    @Transactional
    public Outcome submit(Submission submission) {
        Invitation invitation = submission.invitation();
        SurveyLink link = invitation.link();
        if (link != null) {
            // Held until the end: an erasure of the contact comes before all of this or after it.
            Optional<SurveyLink> now = links.lock(link);
            if (now.isEmpty() || now.get().revokedAt() != null) {
                return Outcome.REVOKED;
            }
        }
        Instant now = clock.instant();
        OptionalLong id = answers.add(submission, now);
        if (id.isEmpty()) {
            return answers.holds(invitation.survey(), submission.id()) ? Outcome.REPEATED : Outcome.ANSWERED;
        }
        if (link != null) {
            links.answered(link, now);
            tag(submission, link, id.getAsLong());
            tell(submission, link, id.getAsLong(), now);
        }
        return Outcome.STORED;
    }

    private void tag(Submission submission, SurveyLink link, long id) {
        Set<TagId> tags = submission.tags();
        if (tags.isEmpty()) {
            return;
        }
        CorpId corpId = link.corpId();
        List<UserId> followers = followUserTags.followers(corpId, link.externalUserId());
        UserId member = link.userId();
        List<UserId> concerned = member != null && followers.contains(member) ? List.of(member) : followers;
        String source = "SURVEY:" + link.surveyId() + ":" + id;
        concerned.forEach(follower ->
                assign.add(corpId, new Occasion(follower, link.externalUserId(), source, ACTOR, null), tags));
    }

    private void tell(Submission submission, SurveyLink link, long id, Instant now) {
        outbox.append(new SurveyAnswered(
                EventId.derived("survey-answered", link.corpId().value(), String.valueOf(id)),
                link.corpId(),
                now,
                link.userId(),
                link.externalUserId(),
                link.surveyId().toString(),
                submission.version(),
                String.valueOf(id),
                submission.options()));
    }
}
