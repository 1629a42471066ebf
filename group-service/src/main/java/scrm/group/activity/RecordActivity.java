package scrm.group.activity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.Event;
import scrm.group.activity.Activity.Contact;
import scrm.group.activity.Activity.Counted;
import scrm.group.activity.Activity.Membership;
import scrm.group.activity.DueGroups.Mark;
import scrm.messaging.TransactionBatch;
import scrm.messaging.WorkQueue;

/**
 * Counts what happens in groups, day by day. What a contact does counts in every group that the contact was in when it
 * happened.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
class RecordActivity {
    /** What comes within a moment is computed once. */
    static final Duration MOMENT = Duration.ofSeconds(5);

    private final Activity activity;
    private final DueGroups due;
    private final CorpCalendar calendar;
    private final WorkQueue work;
    private final Clock clock;
    private final TransactionBatch.Sink<Happening> sink = this::record;

    RecordActivity(Activity activity, DueGroups due, CorpCalendar calendar, WorkQueue work, Clock clock) {
        this.activity = activity;
        this.due = due;
        this.calendar = calendar;
        this.work = work;
        this.clock = clock;
    }

    /** Written with all else that the transaction counts. */
    void happened(Event event, String target, Happening.Kind kind) {
        TransactionBatch.add(sink, new Happening(event.corpId(), target, event.occurredAt(), kind));
    }

    private void record(List<Happening> all) {
        Map<Contact, List<Membership>> memberships = activity.memberships(all.stream()
                .filter(happening -> happening.kind().byContact())
                .map(happening -> new Contact(happening.corpId(), happening.target()))
                .collect(Collectors.toSet()));
        List<Counted> counted = all.stream()
                .flatMap(happening -> chats(happening, memberships).stream()
                        .map(chatId -> new Counted(
                                happening.corpId(),
                                chatId,
                                calendar.day(happening.corpId(), happening.at()),
                                happening.target(),
                                happening.kind())))
                .toList();
        mark(counted);
        activity.count(counted);
    }

    private static Collection<ChatId> chats(Happening happening, Map<Contact, List<Membership>> memberships) {
        if (!happening.kind().byContact()) {
            return List.of(new ChatId(happening.target()));
        }
        return in(memberships, new Contact(happening.corpId(), happening.target()), happening.at());
    }

    /** The groups that a contact was in. */
    static Set<ChatId> in(Map<Contact, List<Membership>> memberships, Contact contact, Instant at) {
        return memberships.getOrDefault(contact, List.of()).stream()
                .filter(membership -> membership.covers(at))
                .map(Membership::chatId)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void mark(List<Counted> counted) {
        Instant at = clock.instant().plus(MOMENT);
        Map<Contact, Mark> marks = counted.stream()
                .map(one -> new Mark(one.corpId(), one.chatId(), at, one.kind() == Happening.Kind.MEMBERS))
                .collect(Collectors.toMap(
                        mark -> new Contact(mark.corpId(), mark.chatId().value()),
                        Function.identity(),
                        (one, other) -> one.membersChanged() ? one : other));
        mark(marks.values());
    }

    private void mark(Collection<Mark> marks) {
        due.mark(marks);
        Map<CorpId, Instant> corps =
                marks.stream().collect(Collectors.toMap(Mark::corpId, Mark::dueAt, (one, _) -> one));
        corps.forEach((corpId, at) -> work.submit(LookAtGroups.news(corpId, at)));
    }

    /** A client told what was said in a group on a day; it takes the place of what was told before. */
    void told(CorpId corpId, ChatId chatId, ToldDay told) {
        mark(List.of(new Mark(corpId, chatId, clock.instant(), false)));
        activity.told(corpId, chatId, told);
    }
}
