package scrm.channel.referral;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.rest.Answers;
import scrm.rest.Cursor;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;

@RestController
@RequestMapping("/v1/corps/{corpId}/referral-campaigns/{campaignId}/participants")
class ParticipantController {
    private final Campaigns campaigns;
    private final Participants participants;
    private final JoinCampaign joinCampaign;

    ParticipantController(Campaigns campaigns, Participants participants, JoinCampaign joinCampaign) {
        this.campaigns = campaigns;
        this.participants = participants;
        this.joinCampaign = joinCampaign;
    }

    /** Answers 202, for a contact who takes part already too: WeCom is asked for the code afterwards. */
    @PostMapping
    @Answers(HttpStatus.ACCEPTED)
    ResponseEntity<ParticipantView> join(
            @PathVariable CorpId corpId,
            @PathVariable long campaignId,
            @Valid @RequestBody ParticipantRequest request) {
        Participant participant = joinCampaign.join(corpId, new CampaignId(campaignId), request.externalUserId());
        String contact = URLEncoder.encode(participant.externalUserId().value(), StandardCharsets.UTF_8);
        return ResponseEntity.accepted()
                .location(URI.create(
                        "/v1/corps/" + corpId + "/referral-campaigns/" + campaignId + "/participants/" + contact))
                .body(ParticipantView.of(participant));
    }

    /** In the order in which they joined. */
    @GetMapping
    Slice<ParticipantView> list(@PathVariable CorpId corpId, @PathVariable long campaignId, PageRequest page) {
        CampaignId id = new CampaignId(campaignId);
        if (campaigns.find(corpId, id).isEmpty()) {
            throw NotFound.of("referral-campaign");
        }
        Cursor after = page.after();
        List<Participant> found = participants.list(corpId, id, after == null ? 0 : after.number(0), page.fetchSize());
        return Slice.of(found, page, participant -> Cursor.at(participant.number()))
                .map(ParticipantView::of);
    }

    /** A contact who is to take part. */
    record ParticipantRequest(@NotNull ExternalUserId externalUserId) {}
}
