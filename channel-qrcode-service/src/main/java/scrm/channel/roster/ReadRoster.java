package scrm.channel.roster;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

import scrm.channel.calendar.ReadCalendar;
import scrm.channel.calendar.WorkingDays;
import scrm.channel.livecode.LiveCode;
import scrm.channel.livecode.ReadLiveCodes;
import scrm.channel.roster.Rosters.Code;
import scrm.channel.roster.Rosters.Count;
import scrm.channel.roster.Rosters.Kept;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.rest.NotFound;

/** Shows rosters, and what they are read in. */
@Service
class ReadRoster {
    private final ReadLiveCodes liveCodes;
    private final Rosters rosters;
    private final ReadCalendar readCalendar;
    private final Clock clock;

    ReadRoster(ReadLiveCodes liveCodes, Rosters rosters, ReadCalendar readCalendar, Clock clock) {
        this.liveCodes = liveCodes;
        this.rosters = rosters;
        this.readCalendar = readCalendar;
        this.clock = clock;
    }

    /**
     * How things stand today.
     *
     * @param counts what came today
     */
    record Today(Kept kept, LiveCode liveCode, Situation now, Map<UserId, Count> counts) {}

    /**
     * Who would be on.
     *
     * @param nextChange until when, by time alone
     */
    record Preview(Duty duty, Instant nextChange) {}

    /** @throws NotFound if the corp has no such code, or the code has no roster */
    Today today(Code code) {
        Kept kept = kept(code);
        LiveCode liveCode = liveCode(code);
        Situation now = situation(kept.roster().users(), liveCode, clock.instant());
        return new Today(kept, liveCode, now, rosters.counts(code, now.date()));
    }

    /**
     * What came today counts for today only; nobody knows what will have come then.
     *
     * @throws NotFound if the corp has no such code, or the code has no roster
     */
    Preview preview(Code code, Instant at) {
        Kept kept = kept(code);
        Situation then = situation(kept.roster().users(), liveCode(code), at);
        return new Preview(kept.roster().duty(then, kept.round()), kept.roster().nextChange(then));
    }

    /** What a roster with these members is read in. */
    Situation situation(Collection<UserId> users, LiveCode liveCode, Instant at) {
        CorpId corpId = liveCode.corpId();
        WorkingDays days = readCalendar.days(corpId, at, at);
        Map<UserId, Integer> adds = rosters.counts(new Code(corpId, liveCode.id()), days.date(at)).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, count -> count.getValue().adds()));
        return new Situation(
                at,
                days,
                adds,
                readCalendar.away(corpId, users, at),
                Set.copyOf(liveCode.draft().users()));
    }

    /** Which of a code's users are away, and until when. */
    Map<UserId, Instant> away(LiveCode liveCode, Instant at) {
        List<UserId> users = liveCode.draft().users();
        return users.isEmpty() ? Map.of() : readCalendar.away(liveCode.corpId(), users, at);
    }

    private Kept kept(Code code) {
        return rosters.find(code).orElseThrow(() -> NotFound.of("roster"));
    }

    private LiveCode liveCode(Code code) {
        return liveCodes.find(code.corpId(), code.liveCodeId()).orElseThrow(() -> NotFound.of("live-code"));
    }
}
