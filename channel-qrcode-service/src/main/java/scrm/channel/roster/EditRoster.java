package scrm.channel.roster;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.livecode.LiveCode;
import scrm.channel.livecode.ReadLiveCodes;
import scrm.channel.livecode.ReassignLiveCode;
import scrm.channel.roster.Rosters.Code;
import scrm.channel.roster.Rosters.Kept;
import scrm.messaging.WorkQueue;
import scrm.rest.Conflict;
import scrm.rest.IfMatch;
import scrm.rest.NotFound;
import scrm.rest.PreconditionFailed;

/** Gives live codes rosters, and takes them away. */
@Service
class EditRoster {
    private final ReadLiveCodes liveCodes;
    private final Rosters rosters;
    private final KeepRoster keepRoster;
    private final ReassignLiveCode reassignLiveCode;
    private final WorkQueue work;
    private final Clock clock;

    EditRoster(
            ReadLiveCodes liveCodes,
            Rosters rosters,
            KeepRoster keepRoster,
            ReassignLiveCode reassignLiveCode,
            WorkQueue work,
            Clock clock) {
        this.liveCodes = liveCodes;
        this.rosters = rosters;
        this.keepRoster = keepRoster;
        this.reassignLiveCode = reassignLiveCode;
        this.work = work;
        this.clock = clock;
    }

    /** Gives the code this roster instead of what it had; version 0 is that of having none. */
    @Transactional
    public void put(Code code, IfMatch ifMatch, RosterRequest request) {
        LiveCode liveCode =
                liveCodes.find(code.corpId(), code.liveCodeId()).orElseThrow(() -> NotFound.of("live-code"));
        if (liveCode.status() == LiveCode.Status.ARCHIVED) {
            throw Conflict.of("live_code_archived");
        }
        Roster roster = request.roster(Set.copyOf(liveCode.draft().users()));
        Optional<Kept> before = locked(code);
        ifMatch.check(before.map(Kept::version).orElse(0));
        Instant now = clock.instant();
        boolean done = before.map(kept -> rosters.replace(code, kept.version(), roster, now))
                .orElseGet(() -> rosters.add(code, roster, now));
        if (!done) {
            throw new PreconditionFailed();
        }
        keepRoster.keep(code);
        // Once more, by the worker: it sees what others change at this very moment, and goes on from there.
        work.submit(RosterWorker.request(code, now));
    }

    /** Has the code lead to all of its users again. */
    @Transactional
    public void remove(Code code, IfMatch ifMatch) {
        Kept before = locked(code).orElseThrow(() -> NotFound.of("roster"));
        ifMatch.check(before.version());
        if (!rosters.remove(code, before.version())) {
            throw new PreconditionFailed();
        }
        reassignLiveCode.reassign(code.corpId(), code.liveCodeId(), null);
        keepRoster.keep(code);
        work.submit(RosterWorker.request(code, clock.instant()));
    }

    private Optional<Kept> locked(Code code) {
        return rosters.lock(List.of(code)).stream().findFirst();
    }
}
