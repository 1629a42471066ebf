package scrm.sop.groupmessage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.sop.content.ChatType;
import scrm.wecom.Caller;
import scrm.wecom.GroupMessages.Listed;
import scrm.wecom.GroupMessages.SendResult;
import scrm.wecom.GroupMessages.Task;
import scrm.wecom.Page;
import scrm.wecom.WeComException;

/**
 * Finds at WeCom a message whose answer was lost. It carries no mark of ours, for contacts would read it; it is known
 * by what it is: made about then, with this text, by this sender, to these receivers, and no other message of ours.
 */
@Service
class FindGroupMessage {
    /** Clocks differ: how much earlier and later than by ours WeCom may have made it. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final GroupMessages messages;
    private final scrm.wecom.GroupMessages weCom;
    private final Clock clock;

    FindGroupMessage(GroupMessages messages, scrm.wecom.GroupMessages weCom, Clock clock) {
        this.messages = messages;
        this.weCom = weCom;
        this.clock = clock;
    }

    /**
     * A message that WeCom has.
     *
     * @param refused receivers that it did not take, as far as it tells: of group chats it does not
     */
    record Found(String msgid, Set<String> refused) {
        Found {
            refused = Set.copyOf(refused);
        }
    }

    /** @throws WeComException also while WeCom is still dispatching a message that may be it (41063) */
    Optional<Found> find(GroupMessage message) {
        CorpId corpId = message.corpId();
        Set<String> ours =
                new HashSet<>(messages.receivers(corpId, message.id(), Set.of(Delivery.QUEUED, Delivery.UNKNOWN)));
        Instant from = Objects.requireNonNull(message.calledAt()).minus(SKEW);
        Instant to = clock.instant().plus(SKEW);
        boolean toGroups = message.chatType() == ChatType.GROUP;
        Set<Found> fitting = new LinkedHashSet<>();
        @Nullable String cursor = null;
        do {
            Page<Listed> page = weCom.list(Caller.bulk(corpId), toGroups, from, to, cursor);
            for (Listed candidate : candidates(message, page.items())) {
                match(message, candidate.msgid(), ours).ifPresent(fitting::add);
                if (!toGroups && !fitting.isEmpty()) {
                    return fitting.stream().findFirst();
                }
            }
            cursor = page.nextCursor();
        } while (cursor != null);
        // Of group chats WeCom lists only those that got it: before the owner confirms, two messages look alike.
        return fitting.size() == 1 ? fitting.stream().findFirst() : Optional.empty();
    }

    private List<Listed> candidates(GroupMessage message, List<Listed> listed) {
        Set<String> known = messages.known(
                message.corpId(), listed.stream().map(Listed::msgid).toList());
        return listed.stream()
                .filter(candidate -> !known.contains(candidate.msgid()))
                .filter(candidate -> Objects.equals(
                        blankIsNull(candidate.text()),
                        blankIsNull(message.content().text())))
                .toList();
    }

    private Optional<Found> match(GroupMessage message, String msgid, Set<String> ours) {
        if (!isSentBy(message, msgid)) {
            return Optional.empty();
        }
        Set<String> theirs = new HashSet<>();
        @Nullable String cursor = null;
        do {
            Page<SendResult> page = weCom.results(Caller.bulk(message.corpId()), msgid, message.sender(), cursor);
            for (SendResult result : page.items()) {
                theirs.add(result.receiver());
            }
            cursor = page.nextCursor();
        } while (cursor != null);
        if (!ours.containsAll(theirs)) {
            return Optional.empty();
        }
        if (message.chatType() == ChatType.GROUP) {
            return Optional.of(new Found(msgid, Set.of()));
        }
        if (theirs.isEmpty()) {
            return Optional.empty();
        }
        Set<String> refused = new HashSet<>(ours);
        refused.removeAll(theirs);
        return Optional.of(new Found(msgid, refused));
    }

    private boolean isSentBy(GroupMessage message, String msgid) {
        @Nullable String cursor = null;
        do {
            Page<Task> page = weCom.tasks(Caller.bulk(message.corpId()), msgid, cursor);
            if (page.items().stream().anyMatch(task -> task.userId().equals(message.sender()))) {
                return true;
            }
            cursor = page.nextCursor();
        } while (cursor != null);
        return false;
    }

    private static @Nullable String blankIsNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
