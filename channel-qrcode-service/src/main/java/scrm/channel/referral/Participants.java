package scrm.channel.referral;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import scrm.channel.livecode.LiveCodeId;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;

/** Who takes part in every corp's campaigns. */
public interface Participants {
    /** Adds a contact, who gets a code in the same transaction; false if they take part already. */
    boolean add(CorpId corpId, CampaignId campaignId, ExternalUserId externalUserId, Instant now);

    /** Gives them their code. */
    void assign(CorpId corpId, CampaignId campaignId, ExternalUserId externalUserId, LiveCodeId liveCodeId);

    Optional<Participant> find(CorpId corpId, CampaignId campaignId, ExternalUserId externalUserId);

    /**
     * In the order in which they joined.
     *
     * @param after only those with a greater number
     */
    List<Participant> list(CorpId corpId, CampaignId campaignId, long after, int limit);

    /** Holds a participant until the transaction ends: what changes their count comes one by one. */
    void lock(CorpId corpId, CampaignId campaignId, ExternalUserId externalUserId);

    /** Whose codes these are; those of nobody are missing. */
    Map<Code, Bearer> bearers(Collection<Code> codes);

    /** A live code of a corp. */
    record Code(CorpId corpId, LiveCodeId liveCodeId) {}

    /** Who passes a code on. */
    record Bearer(CorpId corpId, CampaignId campaignId, ExternalUserId externalUserId) {}
}
