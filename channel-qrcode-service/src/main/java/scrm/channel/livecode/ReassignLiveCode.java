package scrm.channel.livecode;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.messaging.WorkQueue;
import scrm.rest.NotFound;

/** Has a live code lead to some of its users. What people edit, and the version of that, stays as it is. */
@Service
public class ReassignLiveCode {
    private final LiveCodes liveCodes;
    private final WorkQueue work;
    private final Clock clock;

    ReassignLiveCode(LiveCodes liveCodes, WorkQueue work, Clock clock) {
        this.liveCodes = liveCodes;
        this.work = work;
        this.clock = clock;
    }

    /**
     * WeCom is told only if it knows others, or refused what it was last told.
     *
     * @param users those whom contacts are led to; null: all of its users
     * @throws NotFound if the corp has no such code
     */
    @Transactional
    public void reassign(CorpId corpId, LiveCodeId id, @Nullable List<UserId> users) {
        LiveCode before = liveCodes.find(corpId, id).orElseThrow(() -> NotFound.of("live-code"));
        List<UserId> known = switch (before.status()) {
            case CREATING -> before.draft().users();
            case ACTIVE, PAUSED -> before.leadsTo();
            // There is nothing at WeCom that could lead to anybody.
            case FAILED, ARCHIVED -> null;
        };
        if (known == null) {
            return;
        }
        if (!Objects.equals(before.assigned(), users)) {
            liveCodes.assign(corpId, id, users);
        }
        if (before.sync() == LiveCode.Sync.FAILED || differ(known, before.leadsTo(users))) {
            work.submit(LiveCodeSyncWorker.request(before, clock.instant()));
        }
    }

    /** WeCom knows no order. */
    private static boolean differ(List<UserId> some, List<UserId> others) {
        return !Set.copyOf(some).equals(Set.copyOf(others));
    }
}
