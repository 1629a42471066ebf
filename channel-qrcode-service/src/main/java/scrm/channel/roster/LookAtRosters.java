package scrm.channel.roster;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.calendar.ReadCalendar;
import scrm.channel.livecode.LiveCodeId;
import scrm.channel.livecode.ReadLiveCodes;
import scrm.channel.roster.Rosters.Code;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.messaging.WorkQueue;

/** Has codes and their rosters looked at because of something that they do not hear of themselves. */
@Service
class LookAtRosters {
    private static final int TOGETHER = 500;

    private final Rosters rosters;
    private final ReadLiveCodes liveCodes;
    private final ReadCalendar readCalendar;
    private final WorkQueue work;
    private final Clock clock;

    LookAtRosters(Rosters rosters, ReadLiveCodes liveCodes, ReadCalendar readCalendar, WorkQueue work, Clock clock) {
        this.rosters = rosters;
        this.liveCodes = liveCodes;
        this.readCalendar = readCalendar;
        this.work = work;
        this.clock = clock;
    }

    /** That of one code, or the code itself. */
    @Transactional
    public void of(Code code) {
        work.submit(RosterWorker.request(code, clock.instant()));
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

    /**
     * Some codes of a member, with a roster or without, all of whose other users are away now: only of these may nobody
     * be there, or have been.
     *
     * @return after which to go on; null at the end
     */
    @Transactional
    public @Nullable LiveCodeId alone(CorpId corpId, UserId userId, LiveCodeId after) {
        SortedMap<LiveCodeId, List<UserId>> codes = liveCodes.having(corpId, userId, after, TOGETHER);
        if (codes.isEmpty()) {
            return null;
        }
        Instant now = clock.instant();
        Set<UserId> users = codes.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        Set<UserId> away = new HashSet<>(readCalendar.away(corpId, users, now).keySet());
        away.add(userId);
        codes.forEach((code, its) -> {
            if (away.containsAll(its)) {
                work.submit(RosterWorker.request(new Code(corpId, code), now));
            }
        });
        return codes.size() < TOGETHER ? null : codes.lastKey();
    }
}
