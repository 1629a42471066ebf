package scrm.sop.campaign;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;
import scrm.sop.campaign.ExpandCampaign.Next;
import scrm.sop.content.ChatType;
import scrm.sop.quota.Admission;
import scrm.wecom.Page;
import scrm.wecom.WeComException;

/** Takes a composed message from its time to its group messages, a stretch at a time, wherever it was left. */
@Component
class CampaignWorker implements WorkHandler<CampaignWorker.Payload> {
    static final String KIND = "campaign";

    private static final Duration A_WHILE = Duration.ofSeconds(15);

    private final Campaigns campaigns;
    private final ExpandCampaign expandCampaign;
    private final List<Receivers> receivers;
    private final List<Senders> senders;
    private final Admission admission;
    private final WorkQueue work;
    private final Clock clock;

    CampaignWorker(
            Campaigns campaigns,
            ExpandCampaign expandCampaign,
            List<Receivers> receivers,
            List<Senders> senders,
            Admission admission,
            WorkQueue work,
            Clock clock) {
        this.campaigns = campaigns;
        this.expandCampaign = expandCampaign;
        this.receivers = List.copyOf(receivers);
        this.senders = List.copyOf(senders);
        this.admission = admission;
        this.work = work;
        this.clock = clock;
    }

    /** Which message. */
    record Payload(long campaignId) {}

    static WorkRequest request(CorpId corpId, CampaignId id, Instant dueAt) {
        return WorkRequest.refresh(KIND, corpId, id.toString(), new Payload(id.value()), dueAt);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Payload> payloadType() {
        return Payload.class;
    }

    @Override
    public Settlement handle(Work<Payload> claimed) {
        Campaign campaign = campaigns
                .find(claimed.corpId(), new CampaignId(claimed.payload().campaignId()))
                .orElseThrow();
        try {
            return switch (campaign.status()) {
                case AWAITING_APPROVAL, GATHERED, CANCELLED -> Settlement.done();
                case SCHEDULED -> stretch(campaign, () -> expandCampaign.begin(campaign));
                case FINDING -> find(campaign);
                case ASSIGNING -> assign(campaign);
                case GATHERING -> gather(campaign);
                case CANCELLING -> stretch(campaign, () -> expandCampaign.cancel(campaign));
            };
        } catch (WeComException e) {
            String reason = String.valueOf(e.getMessage());
            return Settlement.retry(
                    reason, e.kind() == WeComException.Kind.MISCONFIGURED ? e.untilMended() : e.retryAfter());
        }
    }

    private Settlement find(Campaign campaign) {
        Receivers source = receivers.stream()
                .filter(known -> known.audience().isInstance(campaign.audience()))
                .findFirst()
                .orElseThrow();
        Page<String> page = source.page(campaign.corpId(), campaign.audience(), campaign.pageCursor());
        String next = page.nextCursor() == null ? "" : page.nextCursor();
        return stretch(campaign, () -> expandCampaign.found(campaign, page.items(), next));
    }

    private Settlement assign(Campaign campaign) {
        Senders knowing = senders(campaign.chatType());
        List<String> some = campaigns.unassigned(campaign.corpId(), campaign.id(), knowing.most());
        Map<String, UserId> found = some.isEmpty() ? Map.of() : knowing.of(campaign.corpId(), some);
        return stretch(campaign, () -> expandCampaign.assign(campaign, some, found));
    }

    private Settlement gather(Campaign campaign) {
        Optional<Instant> quietUntil = admission.quietUntil(campaign.corpId());
        return quietUntil.isPresent()
                ? Settlement.retry("quiet hours", Duration.between(clock.instant(), quietUntil.get()))
                : stretch(campaign, () -> expandCampaign.gather(campaign));
    }

    private Senders senders(ChatType chatType) {
        return senders.stream()
                .filter(known -> known.chatType() == chatType)
                .findFirst()
                .orElseThrow();
    }

    private Settlement stretch(Campaign campaign, Supplier<Next> stretch) {
        return Settlement.done(() -> {
            Next next = stretch.get();
            if (next != Next.NOTHING) {
                Instant now = clock.instant();
                Instant at = next == Next.AT_ONCE ? now : now.plus(A_WHILE);
                work.submit(request(campaign.corpId(), campaign.id(), at));
            }
        });
    }
}
