package scrm.group.charter;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.GroupCodeEvent.GroupCodeOpened;
import scrm.events.GroupCodeEvent.GroupCodeRefused;
import scrm.events.GroupCodeEvent.GroupCodeWanted;
import scrm.events.GroupEvent.GroupChatOpened;
import scrm.events.GroupEvent.GroupMemberJoined;
import scrm.events.State;
import scrm.messaging.Outbox;
import scrm.rest.Conflict;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;

/**
 * Has WeCom open groups for charters. WeCom has no call that makes a customer group: it opens one by itself when all
 * groups of a code are full, and a code needs a group that is there (document 92229). So a code is asked for that leads
 * into groups which are there, and whichever group begins after that and is joined by the code's state is the
 * charter's. Without such a code the owner makes the group by hand; it is known by its name.
 */
@Service
public class OpenGroup {
    /** WeCom's times have no parts of a second. */
    private static final Duration WHOLE_SECONDS = Duration.ofSeconds(1);

    private final Charters charters;
    private final KeepCharter keepCharter;
    private final Outbox outbox;
    private final Clock clock;

    OpenGroup(Charters charters, KeepCharter keepCharter, Outbox outbox, Clock clock) {
        this.charters = charters;
        this.keepCharter = keepCharter;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Asks for the code.
     *
     * @param channelId the channel in which it is to stand
     * @param chatIds groups that are there, 1 to 5
     * @throws InvalidRequest naming the groups that are not there
     */
    @Transactional
    public Charter ask(CorpId corpId, CharterId id, String channelId, List<ChatId> chatIds) {
        Charter before = charters.lock(corpId, id).orElseThrow(() -> NotFound.of("charter"));
        if (before.status() != Charter.Status.APPROVED) {
            throw Conflict.of("charter_not_approved");
        }
        if (before.chatId() != null) {
            throw Conflict.of("charter_open");
        }
        Charter.Opening asked = before.opening();
        if (asked != null && asked.refusal() == null) {
            throw Conflict.of("charter_opening");
        }
        checkOpen(corpId, chatIds);
        charters.save(before.withOpening(Charter.Opening.askedAt(clock.instant())), clock.instant());
        Charter after = charters.find(corpId, id).orElseThrow();
        String name = after.definition().name();
        outbox.append(new GroupCodeWanted(
                EventId.derived("group-code-wanted", corpId.value(), id.toString(), Integer.toString(after.version())),
                corpId,
                after.updatedAt(),
                id.toString(),
                channelId,
                name,
                chatIds,
                after.definition().softCap(),
                name));
        return after;
    }

    private void checkOpen(CorpId corpId, List<ChatId> chatIds) {
        Set<ChatId> open = charters.open(corpId, chatIds);
        List<FieldProblem> problems = new ArrayList<>();
        for (int i = 0; i < chatIds.size(); i++) {
            if (!open.contains(chatIds.get(i))) {
                problems.add(new FieldProblem("chatIds[" + i + "]", "not_found"));
            }
        }
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(problems);
        }
    }

    /** The code is there. */
    @Transactional
    public void opened(GroupCodeOpened event) {
        answered(event.corpId(), event.charterId(), event.liveCodeId(), event.state(), null);
    }

    /** There is no code; somebody asks again, or the owner makes the group. */
    @Transactional
    public void refused(GroupCodeRefused event) {
        answered(event.corpId(), event.charterId(), null, null, event.reason());
    }

    private void answered(
            CorpId corpId,
            String charterId,
            @Nullable String liveCodeId,
            @Nullable State state,
            @Nullable String refusal) {
        charters.lock(corpId, CharterId.of(charterId)).ifPresent(charter -> {
            Charter.Opening opening = charter.opening();
            if (opening != null && opening.isAwaited()) {
                charters.save(
                        charter.withOpening(new Charter.Opening(liveCodeId, state, refusal, opening.askedAt())),
                        clock.instant());
            }
        });
    }

    /** A group became known: is it one that an owner was to make, or one whose charter was written before? */
    @Transactional
    public void appeared(GroupChatOpened event) {
        if (charters.ofGroup(event.corpId(), event.chatId()).isPresent()) {
            keepCharter.toldOf(event.corpId(), event.chatId());
        } else if (!event.name().isEmpty()) {
            Instant began = event.occurredAt().plus(WHOLE_SECONDS);
            charters.awaiting(event.corpId(), event.name(), event.owner(), began)
                    .ifPresent(id -> keepCharter.attachIfFree(event.corpId(), id, event.chatId()));
        }
    }

    /** Somebody joined by a code: is it a group that WeCom opened for a charter? */
    @Transactional
    public void joined(GroupMemberJoined event) {
        State state = event.state();
        if (state != null) {
            charters.awaiting(event.corpId(), state, event.chatId())
                    .ifPresent(id -> keepCharter.attachIfFree(event.corpId(), id, event.chatId()));
        }
    }
}
