package scrm.sop.campaign;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;
import scrm.sop.campaign.Campaign.Status;
import scrm.sop.campaign.Campaigns.Assignment;
import scrm.sop.campaign.Campaigns.State;
import scrm.sop.content.MessageContent;
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
    static final Duration DOUBT = Duration.ofMinutes(20);

    private final Campaigns campaigns;
    private final GatherGroupMessage gatherGroupMessage;
    private final AdmitReceivers admitReceivers;
    private final WordCampaign wordCampaign;
    private final CancelGroupMessage cancelGroupMessage;
    private final Clock clock;

    ExpandCampaign(
            Campaigns campaigns,
            GatherGroupMessage gatherGroupMessage,
            AdmitReceivers admitReceivers,
            WordCampaign wordCampaign,
            CancelGroupMessage cancelGroupMessage,
            Clock clock) {
        this.campaigns = campaigns;
        this.gatherGroupMessage = gatherGroupMessage;
        this.admitReceivers = admitReceivers;
        this.wordCampaign = wordCampaign;
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
        List<Assignment> assignments = receivers.stream()
                .map(receiver -> new Assignment(
                        receiver, campaign.variants().of(campaign.id(), receiver), senders.get(receiver)))
                .toList();
        campaigns.assign(campaign.corpId(), campaign.id(), assignments);
        wordCampaign.prepare(campaign, assignments);
        return Next.AT_ONCE;
    }

    /** Gathers what one sender says to the receivers of one variant. */
    @Transactional
    public Next gather(Campaign campaign) {
        if (isOver(campaign)) {
            return Next.AT_ONCE;
        }
        CorpId corpId = campaign.corpId();
        List<Assignment> together = campaigns.ungathered(corpId, campaign.id(), wordCampaign.most(campaign));
        if (together.isEmpty()) {
            if (campaigns.lookAgain(corpId, campaign.id())) {
                return Next.AFTER_A_WHILE;
            }
            campaigns.status(corpId, campaign.id(), Status.GATHERED);
            return Next.NOTHING;
        }
        Assignment first = together.getFirst();
        UserId sender = Objects.requireNonNull(first.sender());
        WordCampaign.Worded worded = wordCampaign.word(
                campaign,
                first.variant(),
                sender,
                together.stream().map(Assignment::receiver).toList());
        worded.leftOut().forEach((state, some) -> campaigns.leftOut(corpId, campaign.id(), state, some));
        campaigns.leftOut(corpId, campaign.id(), State.AWAITED, worded.awaited());
        AdmitReceivers.Admitted admitted = admitReceivers.admit(
                campaign, worded.said().values().stream().flatMap(List::stream).toList());
        campaigns.leftOut(corpId, campaign.id(), State.OVER_QUOTA, admitted.overQuota());
        campaigns.leftOut(corpId, campaign.id(), State.AWAITED, admitted.undecided());
        Set<String> now = Set.copyOf(admitted.now());
        worded.said().values().forEach(some -> some.removeIf(receiver -> !now.contains(receiver)));
        String mergeKey = "campaign:" + campaign.id() + ":" + first.variant() + ":" + sender;
        wordCampaign
                .wrapped(campaign, first.variant(), worded.said())
                .forEach((content, some) -> campaigns.gathered(
                        corpId,
                        campaign.id(),
                        gatherGroupMessage.gather(corpId, mergeKey, draft(campaign, content, sender), some)));
        return Next.AT_ONCE;
    }

    /**
     * Sends every variant to some first, who may get it again with all others. WeCom counts it, and so do we.
     *
     * @param field where the receivers stand in the request
     * @throws InvalidRequest naming those who cannot get it; then nobody does
     */
    @Transactional
    public void test(Campaign campaign, List<String> receivers, Map<String, UserId> senders, String field) {
        Instant now = clock.instant();
        List<FieldProblem> problems = new ArrayList<>();
        for (int i = 0; i < receivers.size(); i++) {
            String receiver = receivers.get(i);
            UserId sender = Objects.requireNonNull(senders.get(receiver));
            for (int variant = 0; variant < campaign.variants().variants().size(); variant++) {
                State leftOut = test(campaign, Variants.name(variant), receiver, sender, now);
                if (leftOut != null) {
                    problems.add(new FieldProblem(
                            field + "[" + i + "]", leftOut.name().toLowerCase(Locale.ROOT)));
                    break;
                }
            }
        }
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(problems);
        }
    }

    private @Nullable State test(Campaign campaign, String variant, String receiver, UserId sender, Instant now) {
        WordCampaign.Worded worded = wordCampaign.word(campaign, variant, sender, List.of(receiver));
        if (worded.said().isEmpty()) {
            return worded.leftOut().keySet().stream().findFirst().orElse(State.VARIABLE_MISSING);
        }
        if (admitReceivers.admit(campaign, List.of(receiver)).now().isEmpty()) {
            return State.OVER_QUOTA;
        }
        String mergeKey = "campaign-test:" + campaign.id() + ":" + variant + ":" + now.toEpochMilli() + ":" + sender;
        MessageContent content = worded.said().keySet().iterator().next();
        campaigns.tested(
                campaign.corpId(),
                campaign.id(),
                gatherGroupMessage.gather(
                        campaign.corpId(), mergeKey, draft(campaign, content, sender), List.of(receiver)));
        return null;
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

    private static Draft draft(Campaign campaign, MessageContent content, UserId sender) {
        return new Draft(sender, campaign.chatType(), content, campaign.followUp());
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
