package scrm.channel.referral;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.channel.channel.ChannelId;
import scrm.events.CorpId;
import scrm.rest.webhook.EndpointId;

/** Every corp's referral campaigns. */
public interface Campaigns {
    /** Adds one with its tiers. */
    CampaignId add(CorpId corpId, Campaign.Draft draft, EndpointId endpointId, Instant now);

    Optional<Campaign> find(CorpId corpId, CampaignId id);

    /** The campaign as it is now, held until the transaction ends: who changes its tree comes one by one. */
    Campaign lock(CorpId corpId, CampaignId id);

    /**
     * In the order in which they were made.
     *
     * @param channelId only those of this channel
     */
    List<Campaign> list(CorpId corpId, @Nullable ChannelId channelId, @Nullable CampaignId after, int limit);

    /**
     * Replaces what people decide but the tiers, if the version is still this one.
     *
     * @return false if it is not
     */
    boolean edit(CorpId corpId, CampaignId id, int version, Campaign.Draft draft, Instant now);

    /** Ends it, unless it was ended before. */
    void close(CorpId corpId, CampaignId id, Instant now);

    void addTier(CorpId corpId, CampaignId id, Campaign.Tier tier);

    /** Gives a tier another reward and stock; false if more than that stock is given. */
    boolean editTier(CorpId corpId, CampaignId id, Campaign.Tier tier);

    /** Takes a tier back; false if something of it is given. */
    boolean removeTier(CorpId corpId, CampaignId id, int invitees);

    /** Takes one piece out of a tier's stock; false if there is none. */
    boolean takeStock(CorpId corpId, CampaignId id, int invitees);

    /** Puts one piece back. */
    void returnStock(CorpId corpId, CampaignId id, int invitees);
}
