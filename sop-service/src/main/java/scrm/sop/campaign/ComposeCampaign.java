package scrm.sop.campaign;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.messaging.WorkQueue;
import scrm.rest.Conflict;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.sop.campaign.Campaign.Status;
import scrm.sop.campaign.CampaignRequest.VariantRequest;
import scrm.sop.campaign.Campaigns.Composed;
import scrm.sop.content.ContentRequest;
import scrm.sop.content.KeepContent;
import scrm.sop.content.Wording;
import scrm.sop.groupmessage.FollowUp;

/** What people decide about a message: to send it, to approve it, to stop it. */
@Service
class ComposeCampaign {
    private final Campaigns campaigns;
    private final List<Receivers> receivers;
    private final KeepContent keepContent;
    private final WordCampaign wordCampaign;
    private final CampaignProperties properties;
    private final WorkQueue work;
    private final Clock clock;

    ComposeCampaign(
            Campaigns campaigns,
            List<Receivers> receivers,
            KeepContent keepContent,
            WordCampaign wordCampaign,
            CampaignProperties properties,
            WorkQueue work,
            Clock clock) {
        this.campaigns = campaigns;
        this.receivers = List.copyOf(receivers);
        this.keepContent = keepContent;
        this.wordCampaign = wordCampaign;
        this.properties = properties;
        this.work = work;
        this.clock = clock;
    }

    /**
     * How large the audience is; asked before the transaction, for it may be another service that knows.
     *
     * @throws InvalidRequest with all that is wrong with the request
     */
    long size(CorpId corpId, CampaignRequest request) {
        List<FieldProblem> problems = new ArrayList<>(request.problems());
        Instant sendAt = request.sendAt();
        if (sendAt != null && sendAt.isBefore(clock.instant())) {
            problems.add(new FieldProblem("sendAt", "past"));
        }
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(problems);
        }
        Audience audience = request.audience().audience();
        if (audience instanceof Audience.Named) {
            return request.audience().named().size();
        }
        long size = receivers.stream()
                .filter(known -> known.audience().isInstance(audience))
                .findFirst()
                .orElseThrow(() -> InvalidRequest.field("audience.segmentId", "audience_unavailable"))
                .size(corpId, audience);
        if (size == 0) {
            throw Conflict.of("audience_empty");
        }
        return size;
    }

    @Transactional
    public Campaign compose(CorpId corpId, CampaignRequest request, long size, String author) {
        Instant now = clock.instant();
        Instant sendAt = request.sendAt() == null ? now : request.sendAt();
        Composed composed = new Composed(
                request.name().strip(),
                request.audience().chatType(),
                request.audience().audience(),
                size,
                variants(corpId, request),
                request.followUp() == null ? FollowUp.NONE : request.followUp().followUp(),
                sendAt,
                author);
        boolean needsApproval = size > properties.approveAbove();
        CampaignId id =
                campaigns.add(corpId, composed, needsApproval ? Status.AWAITING_APPROVAL : Status.SCHEDULED, now);
        campaigns.addReceivers(corpId, id, request.audience().named());
        wordCampaign.prepare(corpId, composed.variants(), sendAt);
        if (!needsApproval) {
            work.submit(CampaignWorker.request(corpId, id, sendAt));
        }
        return campaigns.find(corpId, id).orElseThrow();
    }

    /** Somebody other than the author says that it may go out. */
    @Transactional
    public Campaign approve(CorpId corpId, CampaignId id, String approver) {
        Campaign campaign = lock(corpId, id);
        if (campaign.status() != Status.AWAITING_APPROVAL) {
            throw Conflict.of("campaign_awaits_no_approval");
        }
        if (campaign.author().equals(approver)) {
            throw Conflict.of("approver_is_author");
        }
        Instant now = clock.instant();
        campaigns.approved(corpId, id, approver, now);
        campaigns.status(corpId, id, Status.SCHEDULED);
        work.submit(CampaignWorker.request(corpId, id, campaign.sendAt().isBefore(now) ? now : campaign.sendAt()));
        return campaigns.find(corpId, id).orElseThrow();
    }

    /** Stops what is not sent; again does nothing more. */
    @Transactional
    public Campaign cancel(CorpId corpId, CampaignId id) {
        Campaign campaign = lock(corpId, id);
        Instant doubtUntil = clock.instant().minus(ExpandCampaign.DOUBT);
        if (campaign.status() == Status.GATHERED
                && campaigns.cancellable(corpId, id, doubtUntil, 1).isEmpty()) {
            throw Conflict.of("group_message_over");
        }
        if (campaign.status() != Status.CANCELLING && campaign.status() != Status.CANCELLED) {
            campaigns.withdraw(corpId, id);
            campaigns.status(corpId, id, Status.CANCELLING);
            work.submit(CampaignWorker.request(corpId, id, clock.instant()));
        }
        return campaigns.find(corpId, id).orElseThrow();
    }

    private Variants variants(CorpId corpId, CampaignRequest request) {
        List<Variants.Variant> variants = new ArrayList<>();
        if (request.content() != null) {
            variants.add(new Variants.Variant(1, decided(corpId, request.content(), "content")));
        }
        for (VariantRequest variant : request.variantsOrNone()) {
            String field = "variants[" + variants.size() + "].content";
            variants.add(new Variants.Variant(variant.weightOrOne(), decided(corpId, variant.content(), field)));
        }
        return new Variants(variants, request.holdOutOrNone());
    }

    private Wording decided(CorpId corpId, ContentRequest request, String field) {
        return keepContent.decide(corpId, keepContent.keep(corpId, request, field));
    }

    private Campaign lock(CorpId corpId, CampaignId id) {
        return campaigns.lock(corpId, id).orElseThrow(() -> NotFound.of("campaign"));
    }
}
