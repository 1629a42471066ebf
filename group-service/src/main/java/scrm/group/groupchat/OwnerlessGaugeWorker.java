package scrm.group.groupchat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import scrm.events.CorpId;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** Tells, as a metric, how many groups of each corp have lost their owner. */
@Component
class OwnerlessGaugeWorker {
    private final JdbcGroupChatList chats;
    private final Corps corps;
    private final MultiGauge gauge;

    OwnerlessGaugeWorker(JdbcGroupChatList chats, Corps corps, MeterRegistry meters) {
        this.chats = chats;
        this.corps = corps;
        this.gauge = MultiGauge.builder("scrm.group.chats.ownerless")
                .description("Groups whose owner has left the corp")
                .register(meters);
    }

    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void measure() {
        Collection<CorpId> corpIds = corps.all().stream().map(Corp::corpId).toList();
        Map<CorpId, Long> counts = chats.ownerless(corpIds);
        gauge.register(
                corpIds.stream()
                        .map(corpId -> Row.of(Tags.of("corp", corpId.value()), counts.getOrDefault(corpId, 0L)))
                        .toList(),
                true);
    }
}
