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
    /**
     * Stays until the code is archived. WeCom goes on listing a link that nobody can use any more, so that its lists
     * say nothing of it, and no callback tells that it can be used again.
     */
    static final String UNAVAILABLE = "WeCom says link_unavailable";

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
            case AcquisitionLinkDeleted e -> gone(e.corpId(), e.linkId(), "WeCom says delete_link", e.occurredAt());
            case AcquisitionLinkUnavailable e -> gone(e.corpId(), e.linkId(), UNAVAILABLE, e.occurredAt());
            default -> {}
        }
    }

    private void gone(CorpId corpId, LinkId linkId, String detail, Instant at) {
        codes.byHandle(corpId, linkId.value())
                .ifPresent(code -> alarms.set(corpId, code.id(), Reason.GONE_AT_WECOM, detail, at));
    }
}
