package scrm.channel.cost;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.channel.Channel;
import scrm.channel.channel.ChannelId;
import scrm.channel.channel.Channels;
import scrm.events.CorpId;

/** Adds the costs of a file, all of them or none. */
@Service
class ImportCosts {
    private final Channels channels;
    private final Costs costs;
    private final Clock clock;

    ImportCosts(Channels channels, Costs costs, Clock clock) {
        this.channels = channels;
        this.costs = costs;
        this.clock = clock;
    }

    /** Returns how many costs the file holds. */
    @Transactional
    public int run(CorpId corpId, byte[] file, boolean dryRun) {
        Set<ChannelId> known = channels.list(corpId, Channels.Filter.NONE, null, Integer.MAX_VALUE).stream()
                .map(Channel::id)
                .collect(Collectors.toSet());
        List<Cost> read = CostFile.read(file, known);
        if (!dryRun) {
            costs.addAll(corpId, read, clock.instant());
        }
        return read.size();
    }
}
