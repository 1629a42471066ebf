package scrm.group.charter;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.GroupEvent.GroupChartered;
import scrm.events.GroupEvent.NextGroupOpened;
import scrm.group.task.RaiseGroupTask;
import scrm.messaging.Inbox;
import scrm.messaging.Outbox;
import scrm.rest.Conflict;
import scrm.rest.FieldProblem;
import scrm.rest.IfMatch;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** Writes charters, approves them and gives them their groups; each approved version of a group's charter is told. */
@Service
public class KeepCharter {
    private final Charters charters;
    private final Corps corps;
    private final RaiseGroupTask raiseGroupTask;
    private final Inbox told;
    private final Outbox outbox;
    private final ApplicationEventPublisher publisher;
    private final Clock clock;

    KeepCharter(
            Charters charters,
            Corps corps,
            RaiseGroupTask raiseGroupTask,
            Inbox told,
            Outbox outbox,
            ApplicationEventPublisher publisher,
            Clock clock) {
        this.charters = charters;
        this.corps = corps;
        this.raiseGroupTask = raiseGroupTask;
        this.told = told;
        this.outbox = outbox;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** @param chatId a group that is there; absent: not opened yet */
    @Transactional
    Charter create(CorpId corpId, Charter.Definition definition, @Nullable ChatId chatId) {
        checkEnd(corpId, definition.endsOn(), null);
        CharterId id = charters.add(corpId, definition, null, clock.instant());
        return chatId == null ? find(corpId, id) : attach(lock(corpId, id), chatId);
    }

    /**
     * Writes one that is decided already, for a group to come.
     *
     * @param follows the charter whose full group this one's goes on for; it has no follower yet
     */
    @Transactional
    public Charter createApproved(CorpId corpId, Charter.Definition definition, @Nullable CharterId follows) {
        CharterId id = charters.add(corpId, definition, follows, clock.instant());
        return save(lock(corpId, id).decided(definition, Charter.Status.APPROVED));
    }

    /**
     * Writes the charter of the group that goes on for a full one, once; it is decided, for the full one's was. A group
     * that WeCom opens by the full one's code is its.
     *
     * @param name from the full one's name to the next
     * @return absent if there is one already, or if none is wanted
     */
    @Transactional
    public Optional<Charter> createNext(CorpId corpId, ChatId full, UnaryOperator<String> name) {
        Optional<Charter> before =
                charters.ofGroup(corpId, full).flatMap(charter -> charters.lock(corpId, charter.id()));
        if (before.filter(KeepCharter::preparesNext).isEmpty()
                || charters.following(corpId, before.get().id()).isPresent()) {
            return Optional.empty();
        }
        Charter charter = before.get();
        Charter.Definition definition = charter.definition();
        Charter next = createApproved(
                corpId,
                definition.named(name.apply(definition.name()), null).during(null, definition.endsOn()),
                charter.id());
        Charter.Opening opening = charter.opening();
        return Optional.of(
                opening == null || opening.state() == null
                        ? next
                        : save(next.withOpening(opening.since(clock.instant()))));
    }

    private static boolean preparesNext(Charter charter) {
        return charter.status() == Charter.Status.APPROVED
                && charter.definition().preparesNext();
    }

    /** What was approved has to be approved again. */
    @Transactional
    Charter edit(CorpId corpId, CharterId id, IfMatch ifMatch, Charter.Definition definition) {
        Charter before = lock(corpId, id);
        ifMatch.check(before.version());
        checkEnd(corpId, definition.endsOn(), before.definition().endsOn());
        return save(before.decided(begun(before, definition), Charter.Status.DRAFT));
    }

    @Transactional
    Charter approve(CorpId corpId, CharterId id) {
        Charter before = lock(corpId, id);
        if (before.status() == Charter.Status.APPROVED) {
            return before;
        }
        List<FieldProblem> missing = before.definition().missing().stream()
                .map(field -> new FieldProblem(field, "required"))
                .toList();
        if (!missing.isEmpty()) {
            throw InvalidRequest.fields(missing);
        }
        return save(before.decided(before.definition(), Charter.Status.APPROVED));
    }

    /** A person says which group is the charter's. */
    @Transactional
    Charter attach(CorpId corpId, CharterId id, IfMatch ifMatch, ChatId chatId) {
        Charter before = lock(corpId, id);
        ifMatch.check(before.version());
        return chatId.equals(before.chatId()) ? before : attach(before, chatId);
    }

    private Charter attach(Charter before, ChatId chatId) {
        CorpId corpId = before.corpId();
        if (charters.open(corpId, List.of(chatId)).isEmpty()) {
            throw InvalidRequest.field("chatId", "not_found");
        }
        if (before.chatId() != null) {
            throw Conflict.of("charter_open");
        }
        if (charters.ofGroup(corpId, chatId).isPresent()) {
            throw Conflict.of("group_chartered");
        }
        return attached(before, chatId);
    }

    /** The group came by itself; a charter or group that is taken, or gone, stays as it is. */
    void attachIfFree(CorpId corpId, CharterId id, ChatId chatId) {
        charters.lock(corpId, id)
                .filter(before -> before.chatId() == null)
                .filter(_ -> charters.ofGroup(corpId, chatId).isEmpty())
                .ifPresent(before -> attached(before, chatId));
    }

    private Charter attached(Charter before, ChatId chatId) {
        Charter group = before.withGroup(chatId);
        Charter after = save(group.decided(begun(group, before.definition()), before.status()));
        raiseGroupTask.made(after.corpId(), after.id().toString());
        CharterId follows = after.follows();
        ChatId full = follows == null
                ? null
                : charters.find(after.corpId(), follows).map(Charter::chatId).orElse(null);
        if (full != null) {
            outbox.append(new NextGroupOpened(
                    EventId.derived("next-group-opened", after.corpId().value(), full.value(), chatId.value()),
                    after.corpId(),
                    after.updatedAt(),
                    full,
                    chatId));
        }
        return after;
    }

    /** A charter that has a group has a first day: today, unless somebody says or said otherwise. */
    private Charter.Definition begun(Charter charter, Charter.Definition definition) {
        if (charter.chatId() == null || definition.startsOn() != null) {
            return definition;
        }
        LocalDate before = charter.definition().startsOn();
        return definition.during(before == null ? today(charter.corpId()) : before, definition.endsOn());
    }

    /** People tell how much of the goal is reached. */
    @Transactional
    Charter report(CorpId corpId, CharterId id, long reached) {
        Charter before = lock(corpId, id);
        Charter.Goal goal = before.definition().goal();
        if (goal == null || !goal.measure().isReported()) {
            throw Conflict.of("goal_not_reported");
        }
        charters.save(before.withReported(reached), clock.instant());
        Charter after = find(corpId, id);
        announce(after);
        return after;
    }

    /** One with a group stays, for the group's figures are read by it. */
    @Transactional
    void delete(CorpId corpId, CharterId id, IfMatch ifMatch) {
        Charter charter = lock(corpId, id);
        ifMatch.check(charter.version());
        if (charter.chatId() != null || charter.opening() != null) {
            throw Conflict.of("charter_open");
        }
        charters.delete(corpId, id);
        raiseGroupTask.notToBeMade(corpId, id.toString());
    }

    private Charter save(Charter charter) {
        charters.save(charter, clock.instant());
        Charter after = find(charter.corpId(), charter.id());
        announce(after);
        ChatId chatId = after.chatId();
        if (chatId != null && charters.isToldOf(after.corpId(), chatId)) {
            tell(after);
        }
        return after;
    }

    /** A group is told of: whoever hears of its charter knows it by now. */
    void toldOf(CorpId corpId, ChatId chatId) {
        charters.ofGroup(corpId, chatId).ifPresent(this::tell);
    }

    private void announce(Charter charter) {
        ChatId chatId = charter.chatId();
        if (chatId != null) {
            publisher.publishEvent(new CharterChanged(charter.corpId(), chatId));
        }
    }

    private void tell(Charter charter) {
        ChatId chatId = charter.chatId();
        if (chatId == null || charter.status() != Charter.Status.APPROVED) {
            return;
        }
        EventId id = EventId.derived(
                "group-chartered",
                charter.corpId().value(),
                charter.id().toString(),
                Integer.toString(charter.version()));
        if (!told.claim("group-service.charter-told", id)) {
            return;
        }
        Charter.Definition definition = charter.definition();
        outbox.append(new GroupChartered(
                id,
                charter.corpId(),
                charter.updatedAt(),
                chatId,
                charter.id().toString(),
                charter.version(),
                definition.kind().name(),
                definition.tags(),
                definition.planIds(),
                definition.topics(),
                Objects.requireNonNull(definition.startsOn()),
                definition.welcomeText()));
    }

    /** A last day that is over would close the group at once; one that was there before may stay. */
    private void checkEnd(CorpId corpId, @Nullable LocalDate endsOn, @Nullable LocalDate before) {
        if (endsOn != null && !Objects.equals(endsOn, before) && endsOn.isBefore(today(corpId))) {
            throw InvalidRequest.field("endsOn", "past");
        }
    }

    private LocalDate today(CorpId corpId) {
        ZoneId zone = corps.find(corpId).map(Corp::timezone).orElseThrow(() -> NotFound.of("corp"));
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    private Charter lock(CorpId corpId, CharterId id) {
        return charters.lock(corpId, id).orElseThrow(() -> NotFound.of("charter"));
    }

    private Charter find(CorpId corpId, CharterId id) {
        return charters.find(corpId, id).orElseThrow();
    }
}
