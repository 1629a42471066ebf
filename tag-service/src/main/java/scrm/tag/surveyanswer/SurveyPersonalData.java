package scrm.tag.surveyanswer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.tag.contact.PersonalData;
import scrm.tag.surveyanswer.SurveyAnswerController.SurveyAnswerView;
import scrm.tag.surveylink.SurveyLink;
import scrm.tag.surveylink.SurveyLinks;

/** What surveys hold about a contact. What was chosen stays, as nobody's, so that results stay what they were. */
@Service
class SurveyPersonalData implements PersonalData {
    private final SurveyAnswers answers;
    private final SurveyLinks links;

    SurveyPersonalData(SurveyAnswers answers, SurveyLinks links) {
        this.answers = answers;
        this.links = links;
    }

    @Override
    public String section() {
        return "surveys";
    }

    @Override
    public Object export(CorpId corpId, ExternalUserId externalUserId) {
        return new Held(
                answers.of(corpId, externalUserId).stream()
                        .map(SurveyAnswerView::of)
                        .toList(),
                links.of(corpId, externalUserId).stream().map(HeldLink::of).toList());
    }

    /** The links first: who is answering by one is waited for, and then erased as well. */
    @Override
    public void erase(CorpId corpId, ExternalUserId externalUserId) {
        links.erase(corpId, externalUserId);
        answers.erase(corpId, externalUserId);
    }

    record Held(List<SurveyAnswerView> answers, List<HeldLink> links) {}

    /** A personal link of the contact. */
    record HeldLink(
            String surveyId,
            @Nullable UserId userId,
            Instant createdAt,
            @Nullable Instant answeredAt,
            @Nullable Instant revokedAt) {
        static HeldLink of(SurveyLink link) {
            return new HeldLink(
                    link.surveyId().toString(), link.userId(), link.createdAt(), link.answeredAt(), link.revokedAt());
        }
    }
}
