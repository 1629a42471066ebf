package scrm.channel.cost;

import java.time.Clock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.channel.Channels;
import scrm.events.CorpId;
import scrm.rest.InvalidRequest;

@Service
class AddCost {
    private final Channels channels;
    private final Costs costs;
    private final Clock clock;

    AddCost(Channels channels, Costs costs, Clock clock) {
        this.channels = channels;
        this.costs = costs;
        this.clock = clock;
    }

    @Transactional
    public Cost.Kept add(CorpId corpId, Cost cost) {
        if (channels.find(corpId, cost.channelId()).isEmpty()) {
            throw InvalidRequest.field("channelId", "not_found");
        }
        return costs.find(corpId, costs.add(corpId, cost, clock.instant())).orElseThrow();
    }
}
