package scrm.sop.campaign;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.sop.campaign.Campaign.Status;
import scrm.sop.campaign.Campaigns.Assignment;
import scrm.sop.groupmessage.CancelGroupMessage;
import scrm.sop.groupmessage.Draft;
import scrm.sop.groupmessage.GatherGroupMessage;
import scrm.sop.groupmessage.GroupMessageId;

/**
 * Turns a composed message into group messages, a transaction for each stretch of the way. Where a stretch begins is in
 * the rows alone: one that is done again finds its work done.
 */
@Service
class ExpandCampaign {
    /** Messages that are stopped in one transaction. */
    private static final int STOPPED = 100;

    /** After it WeCom is not asked any more about a call whose answer was lost. */
    private static final Duration DOUBT = Duration.ofMinutes(20);

    private final Campaigns campaigns;
    private final GatherGroupMessage gatherGroupMessage;
    private final CancelGroupMessage cancelGroupMessage;
    private final Clock clock;

    ExpandCampaign(
            Campaigns campaigns,
            GatherGroupMessage gatherGroupMessage,
            CancelGroupMessage cancelGroupMessage,
            Clock clock) {
        this.campaigns = campaigns;
        this.gatherGroupMessage = gatherGroupMessage;
        this.cancelGroupMessage = cancelGroupMessage;
        this.clock = clock;
    }

    /** What comes after a stretch. */
    enum Next {
        AT_ONCE,
        AFTER_A_WHILE,
        NOTHING
    }

    /** Its time has come. */
    @Transactional
    public Next begin(Campaign campaign) {
        Status first = campaign.audience() instanceof Audience.Named ? Status.ASSIGNING : Status.FINDING;
        return turn(campaign, first);
    }

    @Transactional
    public Next found(Campaign campaign, Collection<String> receivers, String nextCursor) {
        if (isOver(campaign)) {
            return Next.AT_ONCE;
        }
        campaigns.addReceivers(campaign.corpId(), campaign.id(), receivers);
        if (nextCursor.isEmpty()) {
            return turn(campaign, Status.ASSIGNING);
        }
        campaigns.turned(campaign.corpId(), campaign.id(), nextCursor);
        return Next.AT_ONCE;
    }

    @Transactional
    public Next assign(Campaign campaign, List<String> receivers, Map<String, UserId> senders) {
        if (isOver(campaign)) {
            return Next.AT_ONCE;
        }
        if (receivers.isEmpty()) {
            return turn(campaign, Status.GATHERING);
        }
        campaigns.assign(
                campaign.corpId(),
                campaign.id(),
                receivers.stream()
                        .map(receiver -> new Assignment(
                                receiver, campaign.variants().of(campaign.id(), receiver), senders.get(receiver)))
                        .toList());
        return Next.AT_ONCE;
    }

    /** Gathers what one sender says to the receivers of one variant. */
    @Transactional
    public Next gather(Campaign campaign) {
        if (isOver(campaign)) {
            return Next.AT_ONCE;
        }
        CorpId corpId = campaign.corpId();
        List<Assignment> together =
                campaigns.ungathered(corpId, campaign.id(), campaign.chatType().maxReceivers());
        if (together.isEmpty()) {
            campaigns.status(corpId, campaign.id(), Status.GATHERED);
            return Next.NOTHING;
        }
        Assignment first = together.getFirst();
        UserId sender = Objects.requireNonNull(first.sender());
        campaigns.gathered(
                corpId,
                campaign.id(),
                gatherGroupMessage.gather(
                        corpId,
                        "campaign:" + campaign.id() + ":" + first.variant() + ":" + sender,
                        draft(campaign, first.variant(), sender),
                        together.stream().map(Assignment::receiver).toList()));
        return Next.AT_ONCE;
    }

    /** Sends every variant to some first, who may get it again with all others. */
    @Transactional
    public void test(Campaign campaign, Map<String, UserId> senders) {
        Instant now = clock.instant();
        for (int i = 0; i < campaign.variants().variants().size(); i++) {
            String variant = Variants.name(i);
            senders.forEach((receiver, sender) -> {
                Map<String, GroupMessageId> gathered = gatherGroupMessage.gather(
                        campaign.corpId(),
                        "campaign-test:" + campaign.id() + ":" + variant + ":" + now.toEpochMilli() + ":" + sender,
                        draft(campaign, variant, sender),
                        List.of(receiver));
                campaigns.tested(campaign.corpId(), campaign.id(), gathered);
            });
        }
    }

    /** Stops messages that are not confirmed; those whose call is on its way are waited for. */
    @Transactional
    public Next cancel(Campaign campaign) {
        List<GroupMessageId> left = campaigns.cancellable(
                campaign.corpId(), campaign.id(), clock.instant().minus(DOUBT), STOPPED);
        if (left.isEmpty()) {
            campaigns.status(campaign.corpId(), campaign.id(), Status.CANCELLED);
            return Next.NOTHING;
        }
        long stopped = left.stream()
                .filter(id -> cancelGroupMessage.stop(campaign.corpId(), id))
                .count();
        return stopped == 0 ? Next.AFTER_A_WHILE : Next.AT_ONCE;
    }

    private static Draft draft(Campaign campaign, String variant, UserId sender) {
        return new Draft(sender, campaign.chatType(), campaign.variants().content(variant), campaign.followUp());
    }

    private Next turn(Campaign campaign, Status status) {
        if (!isOver(campaign)) {
            campaigns.status(campaign.corpId(), campaign.id(), status);
        }
        return Next.AT_ONCE;
    }

    /** Somebody stopped it in the meantime. */
    private boolean isOver(Campaign campaign) {
        Status now =
                campaigns.lock(campaign.corpId(), campaign.id()).orElseThrow().status();
        return now != campaign.status();
    }
}
