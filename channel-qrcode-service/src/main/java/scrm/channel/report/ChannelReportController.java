package scrm.channel.report;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.channel.channel.ChannelId;
import scrm.events.CorpId;
import scrm.rest.NotFound;

@RestController
@RequestMapping("/v1/corps/{corpId}/channel-reports")
class ChannelReportController {
    private final Funnels funnels;

    ChannelReportController(Funnels funnels) {
        this.funnels = funnels;
    }

    @GetMapping("/funnel")
    FunnelView funnel(@PathVariable CorpId corpId, @RequestParam long channelId) {
        Funnel funnel = funnels.of(corpId, new ChannelId(channelId)).orElseThrow(() -> NotFound.of("channel"));
        return new FunnelView(Long.toString(channelId), funnel);
    }

    /** @param channelId the channel that was asked for; its sub-channels are counted in */
    record FunnelView(String channelId, Funnel funnel) {}
}
