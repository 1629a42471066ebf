package scrm.sop.calendar;

import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.sop.groupmessage.Commissions;
import scrm.sop.groupmessage.Delivery;
import scrm.sop.groupmessage.GroupMessageId;
import scrm.sop.moment.MomentMade;

/** Has entries be sent once what sends them was, so that nobody has to say so. */
@Service
class NoteSent implements Commissions {
    private final CalendarEntries entries;
    private final Clock clock;

    NoteSent(CalendarEntries entries, Clock clock) {
        this.entries = entries;
        this.clock = clock;
    }

    @Override
    public Set<String> withdrawn(CorpId corpId, GroupMessageId id) {
        return Set.of();
    }

    @Override
    @Transactional
    public void went(CorpId corpId, GroupMessageId id, @Nullable String msgid, Map<String, Delivery> deliveries) {
        if (deliveries.containsValue(Delivery.SENT)) {
            entries.sentBy(corpId, id, clock.instant());
        }
    }

    @EventListener
    void on(MomentMade made) {
        entries.sentBy(made.corpId(), made.id(), clock.instant());
    }
}
