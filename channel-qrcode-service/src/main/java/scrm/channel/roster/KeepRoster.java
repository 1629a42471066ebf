package scrm.channel.roster;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.alarm.Alarms;
import scrm.channel.alarm.Reason;
import scrm.channel.livecode.LiveCode;
import scrm.channel.livecode.ReadLiveCodes;
import scrm.channel.livecode.ReassignLiveCode;
import scrm.channel.roster.Rosters.Code;
import scrm.channel.roster.Rosters.Kept;
import scrm.events.UserId;

/** Has a live code lead to those who are on, and tells when nobody is. */
@Service
class KeepRoster {
    private final Rosters rosters;
    private final ReadLiveCodes liveCodes;
    private final ReadRoster readRoster;
    private final ReassignLiveCode reassignLiveCode;
    private final Alarms alarms;
    private final MeterRegistry meters;
    private final Clock clock;

    KeepRoster(
            Rosters rosters,
            ReadLiveCodes liveCodes,
            ReadRoster readRoster,
            ReassignLiveCode reassignLiveCode,
            Alarms alarms,
            MeterRegistry meters,
            Clock clock) {
        this.rosters = rosters;
        this.liveCodes = liveCodes;
        this.readRoster = readRoster;
        this.reassignLiveCode = reassignLiveCode;
        this.alarms = alarms;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Looks who is on now. One at a time for each roster, so that nobody writes down what he saw before another. A code
     * without a roster always leads to all of its users; whether any of them is there is seen all the same.
     *
     * @return when to look again; empty if time alone changes nothing
     */
    @Transactional
    public Optional<Instant> keep(Code code) {
        // First asked without a lock, for most codes have no roster.
        Optional<Kept> kept = rosters.find(code)
                .flatMap(_ -> rosters.lock(List.of(code)).stream().findFirst());
        return liveCodes
                .find(code.corpId(), code.liveCodeId())
                .filter(liveCode -> liveCode.status() != LiveCode.Status.ARCHIVED)
                .flatMap(liveCode -> kept.map(roster -> Optional.of(keep(roster, liveCode)))
                        .orElseGet(() -> withoutRoster(liveCode)));
    }

    private Optional<Instant> withoutRoster(LiveCode liveCode) {
        List<UserId> users = liveCode.draft().users();
        Instant now = clock.instant();
        Map<UserId, Instant> away = readRoster.away(liveCode, now);
        boolean nobody = !users.isEmpty() && away.keySet().containsAll(users);
        alarms.set(
                liveCode.corpId(),
                liveCode.id(),
                Reason.NOBODY_ON,
                nobody ? "all users are away; contacts go to them nevertheless" : null,
                now);
        return nobody ? away.values().stream().min(Comparator.naturalOrder()) : Optional.empty();
    }

    private Instant keep(Kept kept, LiveCode liveCode) {
        Roster roster = kept.roster();
        Situation now = readRoster.situation(roster.users(), liveCode, clock.instant());
        Duty duty = roster.duty(now, kept.round());
        if (duty.basis() != Duty.Basis.NOBODY) {
            reassignLiveCode.reassign(liveCode.corpId(), liveCode.id(), duty.users());
        }
        alarms.set(
                liveCode.corpId(),
                liveCode.id(),
                Reason.NOBODY_ON,
                duty.basis() == Duty.Basis.NOBODY ? "nobody is on; contacts go to those before" : null,
                now.at());
        Instant next = roster.nextChange(now);
        rosters.store(kept.code(), duty, next);
        meters.counter("scrm.rosters", "basis", duty.basis().name()).increment();
        return next;
    }
}
