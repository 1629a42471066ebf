package scrm.group.health;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.GroupEvent.GroupHealthChanged;
import scrm.group.health.Alert.Cause;
import scrm.group.health.Healths.Before;
import scrm.group.health.Healths.Evaluated;
import scrm.group.health.ReadHistories.Subject;
import scrm.messaging.Outbox;

/** Judges groups, keeps what comes of it, and tells when a group's health moved into another band. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
class KeepHealth {
    private final Healths healths;
    private final KeepAlerts alerts;
    private final GroupKinds kinds;
    private final Map<String, HealthModel> models;
    private final Outbox outbox;
    private final Clock clock;

    KeepHealth(
            Healths healths,
            KeepAlerts alerts,
            GroupKinds kinds,
            HealthProperties properties,
            Outbox outbox,
            Clock clock) {
        this.healths = healths;
        this.alerts = alerts;
        this.kinds = kinds;
        this.models = properties.models();
        this.outbox = outbox;
        this.clock = clock;
    }

    void health(CorpId corpId, List<Subject> subjects) {
        if (subjects.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        LocalDate today = subjects.getFirst().history().today();
        List<ChatId> chats =
                subjects.stream().map(subject -> subject.facts().chatId()).toList();
        Map<ChatId, String> kindOf = kinds.of(corpId, chats);
        Map<ChatId, Before> before = healths.before(corpId, chats);
        List<Evaluated> evaluated = new ArrayList<>();
        Map<KeepAlerts.Subject, List<Sign>> signs = new HashMap<>();
        Set<ChatId> muted = new HashSet<>();
        for (Subject subject : subjects) {
            ChatId chatId = subject.facts().chatId();
            HealthModel model = HealthProperties.model(models, kindOf.get(chatId));
            Before ofChat = before.getOrDefault(chatId, Before.NOTHING);
            boolean over = subject.facts().dismissed();
            List<Sign> dying = over ? List.of() : Sign.ofDying(subject.history(), model.alarm());
            List<Sign> burst = over
                    ? List.of()
                    : Sign.ofBurst(subject.history(), model.alarm()).stream().toList();
            signs.put(new KeepAlerts.Subject(chatId, Cause.DYING), dying);
            signs.put(new KeepAlerts.Subject(chatId, Cause.QUIT_BURST), burst);
            if (ofChat.mutedUntil() != null && ofChat.mutedUntil().isAfter(now)) {
                muted.add(chatId);
            }
            if (!over) { // what a group was at its end stands
                Health health = Health.of(subject.history(), model);
                Health.@Nullable Band band = health.band(model).orElse(null);
                evaluated.add(new Evaluated(chatId, health, band, dying, kindOf.get(chatId), today, now));
                tell(corpId, chatId, health, band, ofChat.band(), now);
            }
        }
        healths.save(corpId, evaluated);
        alerts.seen(corpId, signs, muted, today, now);
    }

    private void tell(
            CorpId corpId,
            ChatId chatId,
            Health health,
            Health.@Nullable Band band,
            @Nullable String before,
            Instant now) {
        if (band == null || health.score() == null || band.name().equals(before)) {
            return;
        }
        outbox.append(new GroupHealthChanged(
                EventId.derived("group-health-changed", corpId.value(), chatId.value(), now.toString()),
                corpId,
                now,
                chatId,
                health.score(),
                band.name(),
                before));
    }
}
