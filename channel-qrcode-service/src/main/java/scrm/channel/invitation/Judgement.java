package scrm.channel.invitation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.channel.invitation.Invitation.Reason;
import scrm.channel.invitation.Invitation.Status;
import scrm.channel.referral.Campaign;
import scrm.events.ExternalUserId;

/**
 * Whether a contact who came by a participant's code may count.
 *
 * <p>Made-up contacts give themselves away by coming from one device; but WeCom tells nothing of devices. What can be
 * seen instead is that many come by one code within minutes, so those are held until a person has looked. Nor can one
 * person behind two {@code external_userid} be seen: this service knows no {@code unionid}.
 *
 * @param status pending, suspected or refused
 * @param reason why, unless it is pending
 */
record Judgement(Status status, @Nullable Reason reason) {
    /**
     * What is known of an add.
     *
     * @param inviter whose code it was
     * @param invitee who came
     * @param at when
     * @param ancestors of the inviter in the tree, the nearest first
     * @param levelsBelow the invitee in the tree: who is no customer yet may have brought others all the same
     * @param customerBefore whether the invitee had added a member before
     * @param recentAdds how many others the code has brought within the minutes of the campaign's burst
     */
    record Add(
            ExternalUserId inviter,
            ExternalUserId invitee,
            Instant at,
            List<ExternalUserId> ancestors,
            int levelsBelow,
            boolean customerBefore,
            int recentAdds) {
        Add {
            ancestors = List.copyOf(ancestors);
        }

        /** How deep the tree would reach here: those stand at 1 whom somebody brings who was not brought. */
        int depth() {
            return ancestors.size() + 1 + levelsBelow;
        }
    }

    /** The first rule that an add breaks says why it is refused; what cannot count anyway is not suspected. */
    static Judgement of(Campaign campaign, Add add) {
        if (add.invitee().equals(add.inviter())) {
            return refused(Reason.SELF_REFERRAL);
        }
        if (add.ancestors().contains(add.invitee())) {
            return refused(Reason.LOOP);
        }
        if (!campaign.spans(add.at())) {
            return refused(Reason.OUTSIDE_PERIOD);
        }
        if (add.customerBefore()) {
            return refused(Reason.ALREADY_CUSTOMER);
        }
        if (add.depth() > campaign.draft().maxDepth()) {
            return refused(Reason.TOO_DEEP);
        }
        if (add.recentAdds() >= campaign.draft().burst().adds()) {
            return new Judgement(Status.SUSPECTED, Reason.BURST);
        }
        return new Judgement(Status.PENDING, null);
    }

    private static Judgement refused(Reason reason) {
        return new Judgement(Status.REFUSED, reason);
    }
}
