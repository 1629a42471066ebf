package scrm.sop.link;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.rest.NotFound;

/** How often links that messages say were followed. */
@RestController
@RequestMapping("/v1/corps/{corpId}")
class LinkController {
    private final SaidLinks links;

    LinkController(SaidLinks links) {
        this.links = links;
    }

    /**
     * Links of a plan, those of each version by themselves. {@code part} is a step's key, with the number of its way
     * from the second on ({@code key 2}), or with the variant of what it says ({@code key:variant}).
     */
    @GetMapping("/plans/{id}/links")
    List<SaidLinks.Followed> ofPlan(@PathVariable CorpId corpId, @PathVariable long id) {
        return followed(corpId, LinkOrigin.Kind.PLAN, id);
    }

    /** Links of a message by hand; {@code part} is a variant. */
    @GetMapping("/group-messages/campaigns/{id}/links")
    List<SaidLinks.Followed> ofCampaign(@PathVariable CorpId corpId, @PathVariable long id) {
        return followed(corpId, LinkOrigin.Kind.CAMPAIGN, id);
    }

    private List<SaidLinks.Followed> followed(CorpId corpId, LinkOrigin.Kind kind, long id) {
        if (!links.isThere(corpId, kind, id)) {
            throw NotFound.of(kind == LinkOrigin.Kind.PLAN ? "plan" : "campaign");
        }
        return links.followed(corpId, kind, id);
    }
}
