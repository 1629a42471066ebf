package scrm.channel.alarm;

import java.time.Instant;
import java.util.Set;
import org.springframework.stereotype.Component;

import scrm.channel.livecode.CompareLiveCodes;
import scrm.events.CorpId;
import scrm.events.CustomerAcquisitionEvent.AcquisitionLinkDeleted;
import scrm.events.CustomerAcquisitionEvent.AcquisitionLinkUnavailable;
import scrm.events.Event;
import scrm.events.LinkId;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;

/** WeCom says itself when an acquisition link is gone. Source: document 97299. */
@Component
class AcquisitionListener implements EventConsumer {
    private final CompareLiveCodes codes;
    private final Alarms alarms;

    AcquisitionListener(CompareLiveCodes codes, Alarms alarms) {
        this.codes = codes;
        this.alarms = alarms;
    }

    @Override
    public String name() {
        return "live-code-alarms";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.CUSTOMER_ACQUISITION);
    }

    @Override
    public void on(Event event) {
        switch (event) {
            case AcquisitionLinkDeleted e -> gone(e.corpId(), e.linkId(), "delete_link", e.occurredAt());
            case AcquisitionLinkUnavailable e -> gone(e.corpId(), e.linkId(), "link_unavailable", e.occurredAt());
            default -> {}
        }
    }

    private void gone(CorpId corpId, LinkId linkId, String said, Instant at) {
        codes.byHandle(corpId, linkId.value())
                .ifPresent(code -> alarms.set(corpId, code.id(), Reason.GONE_AT_WECOM, "WeCom says " + said, at));
    }
}
