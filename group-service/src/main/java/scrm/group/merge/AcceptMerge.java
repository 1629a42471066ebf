package scrm.group.merge;

import java.time.Clock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.group.merge.Merges.Merge;
import scrm.group.merge.Merges.Proposal;
import scrm.group.task.RaiseGroupTask;
import scrm.rest.Conflict;

@Service
class AcceptMerge {
    /** As many as WeCom lets into a group. */
    private static final int MOST = 500;

    private final Merges merges;
    private final RaiseGroupTask raiseGroupTask;
    private final Clock clock;

    AcceptMerge(Merges merges, RaiseGroupTask raiseGroupTask, Clock clock) {
        this.merges = merges;
        this.raiseGroupTask = raiseGroupTask;
        this.clock = clock;
    }

    /** The owner is asked to invite; WeCom lets nobody move members. */
    @Transactional
    Merge accept(CorpId corpId, ChatId from, ChatId into) {
        Proposal pair = merges.pair(corpId, from, into).orElseThrow(() -> Conflict.of("not_mergeable"));
        if (pair.expectedSize() > MOST) {
            throw Conflict.of("merge_too_large", MOST);
        }
        Merge merge = merges.accept(corpId, pair, clock.instant()).orElseThrow(() -> Conflict.of("merged_already"));
        raiseGroupTask.invite(
                corpId,
                Long.toString(merge.id()),
                from,
                pair.owner(),
                pair.from().name(),
                pair.into().name());
        return merge;
    }
}
