package scrm.sop.campaign;

import java.util.List;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.sop.material.MaterialId;
import scrm.sop.material.MaterialUses;

/** Tells which messages by hand say a material. */
@Service
class CampaignUses implements MaterialUses {
    private final Campaigns campaigns;

    CampaignUses(Campaigns campaigns) {
        this.campaigns = campaigns;
    }

    @Override
    public List<Use> of(CorpId corpId, MaterialId id) {
        return campaigns.saying(corpId, id, MOST).stream()
                .map(campaign -> new Use("CAMPAIGN", campaign.id().toString(), campaign.name()))
                .toList();
    }
}
