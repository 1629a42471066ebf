package scrm.channel.roster;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.calendar.ReadCalendar;
import scrm.channel.calendar.WorkingDays;
import scrm.channel.livecode.LiveCodeId;
import scrm.channel.roster.Rosters.Add;
import scrm.channel.roster.Rosters.Code;
import scrm.channel.roster.Rosters.Kept;
import scrm.events.AttributionEvent.ContactAttributed;
import scrm.events.Event;
import scrm.events.UserId;
import scrm.messaging.Trace;
import scrm.messaging.TransactionBatch;
import scrm.messaging.WorkQueue;

/**
 * Counts whom contacts came to by codes that have a roster, each once: for the day on which it was added, however late
 * it is heard of. The contact that fills a cap has the roster looked at, in the same transaction.
 */
@Service
class CountAdds {
    private final Rosters rosters;
    private final ReadCalendar readCalendar;
    private final WorkQueue work;
    private final Clock clock;
    private final TransactionBatch.Sink<Heard> heard = this::count;

    CountAdds(Rosters rosters, ReadCalendar readCalendar, WorkQueue work, Clock clock) {
        this.rosters = rosters;
        this.readCalendar = readCalendar;
        this.work = work;
        this.clock = clock;
    }

    /** A contact that came, and the trace of what told it. */
    private record Heard(Code code, UserId userId, Instant at, String traceparent) {}

    /**
     * Which of the events tell of contacts to count; asked anew each time, for a roster counts from the moment it is
     * made.
     */
    public Predicate<Event> concerning(List<Event> events) {
        Set<Code> kept = rosters.existing(events.stream()
                .filter(ContactAttributed.class::isInstance)
                .map(event -> code((ContactAttributed) event))
                .collect(Collectors.toSet()));
        return event -> event instanceof ContactAttributed attributed && kept.contains(code(attributed));
    }

    @Transactional
    public void attributed(ContactAttributed event) {
        TransactionBatch.add(heard, new Heard(code(event), event.userId(), event.occurredAt(), Trace.current()));
    }

    private static Code code(ContactAttributed event) {
        return new Code(event.corpId(), new LiveCodeId(Long.parseLong(event.liveCodeId())));
    }

    private void count(List<Heard> all) {
        Map<Code, List<Heard>> byCode =
                all.stream().collect(Collectors.groupingBy(Heard::code, LinkedHashMap::new, Collectors.toList()));
        // Locked, so that of two contacts at once one is the last below the cap.
        for (Kept kept : rosters.lock(byCode.keySet())) {
            count(kept, Objects.requireNonNull(byCode.get(kept.code())));
        }
    }

    private void count(Kept kept, List<Heard> ofCode) {
        Code code = kept.code();
        Instant first = ofCode.stream().map(Heard::at).min(Instant::compareTo).orElseThrow();
        Instant last = ofCode.stream().map(Heard::at).max(Instant::compareTo).orElseThrow();
        WorkingDays days = readCalendar.days(code.corpId(), first, last);
        Map<LocalDate, Map<UserId, Integer>> counts = new HashMap<>();
        List<Add> adds = new ArrayList<>();
        for (Heard one : ofCode) {
            LocalDate day = days.date(one.at());
            Map<UserId, Integer> ofDay = counts.computeIfAbsent(day, date -> before(code, date));
            boolean full = kept.roster()
                    .slot(one.at(), days)
                    .flatMap(slot -> slot.user(one.userId()))
                    .filter(user -> user.isFull(ofDay.getOrDefault(one.userId(), 0)))
                    .isPresent();
            adds.add(new Add(day, one.userId(), full));
            int ofUser = ofDay.merge(one.userId(), 1, Integer::sum);
            int ofAll = ofDay.values().stream().mapToInt(Integer::intValue).sum();
            if (kept.roster().turnsWith(one.userId(), ofUser, ofAll)) {
                Trace.within(one.traceparent(), () -> work.submit(RosterWorker.request(code, clock.instant())));
            }
        }
        rosters.count(code, adds);
    }

    private Map<UserId, Integer> before(Code code, LocalDate day) {
        Map<UserId, Integer> counts = new HashMap<>();
        rosters.counts(code, day).forEach((user, count) -> counts.put(user, count.adds()));
        return counts;
    }
}
