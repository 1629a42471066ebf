package scrm.channel.referral;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.channel.channel.ChannelId;
import scrm.channel.script.WelcomeScript;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.rest.webhook.EndpointId;

/**
 * A time in which contacts who bring others are rewarded (裂变活动).
 *
 * @param id its id
 * @param corpId its corp
 * @param draft what people decide about it
 * @param endpointId where its events go
 * @param webhookUrl the address of that
 * @param closedAt when it was ended by hand
 * @param version counts edits
 * @param createdAt when it was made
 * @param updatedAt when it was last edited
 */
public record Campaign(
        CampaignId id,
        CorpId corpId,
        Draft draft,
        EndpointId endpointId,
        String webhookUrl,
        @Nullable Instant closedAt,
        int version,
        Instant createdAt,
        Instant updatedAt) {
    /**
     * What people decide about it. Channel, members and welcome count for codes that are opened from then on, the other
     * rules for adds that are judged from then on.
     *
     * @param channelId where the participants' codes belong
     * @param name for people; the codes bear it too
     * @param startsAt adds count from here on
     * @param endsAt and before this
     * @param users 1 to 100 members to whom the participants' codes lead
     * @param welcome what those are told who come by them
     * @param maxDepth of the tree: 1 if only those count whom a participant brings who was not brought
     * @param stayDays for how many days of 24 hours an invitee must stay before it counts
     * @param burst what is too much at once
     * @param tiers what is promised, the easiest first
     */
    public record Draft(
            ChannelId channelId,
            String name,
            Instant startsAt,
            Instant endsAt,
            List<UserId> users,
            @Nullable WelcomeScript welcome,
            int maxDepth,
            int stayDays,
            Burst burst,
            List<Tier> tiers) {
        public Draft {
            users = List.copyOf(users);
            tiers = List.copyOf(tiers);
        }

        Draft withTiers(List<Tier> others) {
            return new Draft(channelId, name, startsAt, endsAt, users, welcome, maxDepth, stayDays, burst, others);
        }
    }

    /**
     * More adds on one participant's code within these minutes look made up, and wait for a person.
     *
     * @param adds that are still well
     * @param minutes counted back from each add
     */
    public record Burst(int adds, int minutes) {}

    /**
     * A promise.
     *
     * @param invitees how many qualified ones it takes; names the tier in its campaign
     * @param reward what is promised
     * @param stock how many there are
     * @param given how many of these are held by participants; what a client writes has none
     */
    public record Tier(int invitees, String reward, int stock, int given) {}

    /** Whether a contact who was added then counts. */
    public boolean spans(Instant addedAt) {
        return !addedAt.isBefore(draft.startsAt()) && !isOver(addedAt);
    }

    /** Whether it is over by then, by its period or by hand. */
    public boolean isOver(Instant at) {
        return !at.isBefore(draft.endsAt()) || (closedAt != null && !at.isBefore(closedAt));
    }

    Campaign withTiers(List<Tier> tiers) {
        return new Campaign(
                id, corpId, draft.withTiers(tiers), endpointId, webhookUrl, closedAt, version, createdAt, updatedAt);
    }
}
