package scrm.group.transfer;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.UserId;

/** Marks the groups of a call that is about to leave, however many jobs call about an owner's groups at once. */
@Service
class MarkForCall {
    private final TransferItems items;
    private final Clock clock;

    MarkForCall(TransferItems items, Clock clock) {
        this.items = items;
        this.clock = clock;
    }

    /**
     * Marks all of a lot.
     *
     * @throws IllegalStateException if another process has marked some of them or, since they were chosen, filled the
     *     day of an owner; none is marked then
     */
    @Transactional
    void mark(CorpId corpId, String jobId, List<TransferItem> lot) {
        Set<UserId> owners = lot.stream()
                .map(TransferItem::fromOwner)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        items.lockPending(corpId, owners);
        Instant now = clock.instant();
        CallsOfDay day = new CallsOfDay(items.calledSince(corpId, CallsOfDay.began(now)));
        if (!lot.stream().allMatch(day::take)) {
            throw new IllegalStateException("another job has called about groups of these owners");
        }
        if (items.calling(corpId, jobId, lot.stream().map(TransferItem::chatId).toList(), now) != lot.size()) {
            throw new IllegalStateException("another process calls about these groups");
        }
    }
}
