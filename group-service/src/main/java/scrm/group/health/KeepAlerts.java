package scrm.group.health;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.GroupEvent.GroupHealthAlerted;
import scrm.group.health.Alert.Cause;
import scrm.messaging.Outbox;

/** Opens, raises and closes alerts as signs come and go; each is told of once, when it is raised. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
class KeepAlerts {
    private final Alerts alerts;
    private final Outbox outbox;

    KeepAlerts(Alerts alerts, Outbox outbox) {
        this.alerts = alerts;
        this.outbox = outbox;
    }

    /** What an alert is about. */
    record Subject(ChatId chatId, Cause cause) {}

    /**
     * Groups were looked at.
     *
     * @param seen the signs by subject, of every cause of every group
     * @param muted groups of which no alert is opened or raised
     */
    void seen(CorpId corpId, Map<Subject, List<Sign>> seen, Set<ChatId> muted, LocalDate day, Instant now) {
        Collection<ChatId> chats =
                new HashSet<>(seen.keySet().stream().map(Subject::chatId).toList());
        Map<Subject, Alert> current = new HashMap<>();
        alerts.current(corpId, chats, day)
                .forEach(alert -> current.put(new Subject(alert.chatId(), alert.cause()), alert));
        List<Alert> opened = new ArrayList<>();
        List<Alert> changed = new ArrayList<>();
        Set<Subject> raised = new HashSet<>();
        seen.forEach((subject, signs) -> {
            Alert before = current.get(subject);
            boolean silent = muted.contains(subject.chatId()) && !signs.isEmpty();
            boolean nothing = before == null && signs.isEmpty();
            if (silent || nothing) {
                return;
            }
            Alert after = before == null
                    ? Alert.opened(subject.chatId(), subject.cause(), day, signs, now)
                    : before.seen(signs, now);
            if (after.raisedAt() != null && (before == null || before.raisedAt() == null)) {
                raised.add(subject);
            }
            if (before == null) {
                opened.add(after);
            } else if (!after.equals(before)) {
                changed.add(after);
            }
        });
        alerts.add(corpId, opened);
        alerts.update(corpId, changed);
        tell(corpId, raised, day, now);
    }

    private void tell(CorpId corpId, Set<Subject> raised, LocalDate day, Instant now) {
        if (raised.isEmpty()) {
            return;
        }
        alerts.current(corpId, raised.stream().map(Subject::chatId).toList(), day).stream()
                .filter(alert -> raised.contains(new Subject(alert.chatId(), alert.cause())))
                .forEach(alert -> outbox.append(new GroupHealthAlerted(
                        EventId.derived("group-health-alerted", corpId.value(), Long.toString(alert.id())),
                        corpId,
                        now,
                        alert.chatId(),
                        Long.toString(alert.id()),
                        alert.cause().name(),
                        alert.signs().stream().map(sign -> sign.code().name()).toList())));
    }
}
