package scrm.channel.roster;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.livecode.LiveCodeId;
import scrm.channel.roster.Rosters.Code;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.messaging.WorkQueue;

/** Has rosters looked at because of something that they do not hear of themselves. */
@Service
class LookAtRosters {
    private static final int TOGETHER = 500;

    private final Rosters rosters;
    private final WorkQueue work;
    private final Clock clock;

    LookAtRosters(Rosters rosters, WorkQueue work, Clock clock) {
        this.rosters = rosters;
        this.work = work;
        this.clock = clock;
    }

    /** One, if there is one. */
    @Transactional
    public void of(Code code) {
        if (rosters.find(code).isPresent()) {
            work.submit(RosterWorker.request(code, clock.instant()));
        }
    }

    /**
     * Some of a corp's.
     *
     * @param userId only those in which the member stands
     * @return after which to go on; null at the end
     */
    @Transactional
    public @Nullable LiveCodeId some(CorpId corpId, @Nullable UserId userId, @Nullable LiveCodeId after) {
        List<LiveCodeId> codes = rosters.codes(corpId, userId, after, TOGETHER);
        Instant now = clock.instant();
        codes.forEach(code -> work.submit(RosterWorker.request(new Code(corpId, code), now)));
        return codes.size() < TOGETHER ? null : codes.getLast();
    }
}
