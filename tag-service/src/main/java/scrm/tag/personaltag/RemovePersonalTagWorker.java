package scrm.tag.personaltag;

import org.springframework.stereotype.Component;

import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;

/** Takes deleted tags off their contacts, some at a time. */
@Component
class RemovePersonalTagWorker implements WorkHandler<RemovePersonalTag> {
    private final KeepPersonalTags keep;

    RemovePersonalTagWorker(KeepPersonalTags keep) {
        this.keep = keep;
    }

    @Override
    public String kind() {
        return RemovePersonalTag.KIND;
    }

    @Override
    public Class<RemovePersonalTag> payloadType() {
        return RemovePersonalTag.class;
    }

    @Override
    public Settlement handle(Work<RemovePersonalTag> work) {
        return Settlement.done(() -> keep.remove(work.corpId(), work.payload().tagId()));
    }
}
