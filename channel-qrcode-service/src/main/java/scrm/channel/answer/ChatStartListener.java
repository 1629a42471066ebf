package scrm.channel.answer;

import java.util.Set;
import org.springframework.stereotype.Component;

import scrm.channel.outcome.Answer;
import scrm.channel.outcome.Contact;
import scrm.events.CustomerAcquisitionEvent.AcquisitionChatStarted;
import scrm.events.Event;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;

/**
 * Takes down who wrote to a member after coming by an acquisition link. Of contacts who came otherwise WeCom tells
 * nothing. Source: document 97299, {@code customer_start_chat}.
 */
@Component
class ChatStartListener implements EventConsumer {
    private final RecordAnswer recordAnswer;

    ChatStartListener(RecordAnswer recordAnswer) {
        this.recordAnswer = recordAnswer;
    }

    @Override
    public String name() {
        return "channel-qrcode-service.answer";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.CUSTOMER_ACQUISITION);
    }

    @Override
    public void on(Event event) {
        if (event instanceof AcquisitionChatStarted e) {
            recordAnswer.answered(new Answer(new Contact(e.corpId(), e.externalUserId()), e.userId(), e.occurredAt()));
        }
    }
}
