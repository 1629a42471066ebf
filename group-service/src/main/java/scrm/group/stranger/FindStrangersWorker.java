package scrm.group.stranger;

import org.springframework.stereotype.Component;

import scrm.events.ChatId;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;

/** Looks for strangers in groups that somebody has joined. */
@Component
class FindStrangersWorker implements WorkHandler<FindStrangersWorker.Payload> {
    static final String KIND = "group-strangers";

    private final AnnounceStrangers announceStrangers;

    FindStrangersWorker(AnnounceStrangers announceStrangers) {
        this.announceStrangers = announceStrangers;
    }

    /** In which group. */
    record Payload(ChatId chatId) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Payload> payloadType() {
        return Payload.class;
    }

    @Override
    public Settlement handle(Work<Payload> work) {
        return Settlement.done(
                () -> announceStrangers.in(work.corpId(), work.payload().chatId()));
    }
}
