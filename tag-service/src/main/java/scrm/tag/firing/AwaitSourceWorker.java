package scrm.tag.firing;

import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;

import scrm.events.Event;
import scrm.messaging.EventJson;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;

/** Looks again at events that waited for the source of their contacts. */
@Component
class AwaitSourceWorker implements WorkHandler<AwaitSource> {
    private final FireRules fire;
    private final EventJson json;

    AwaitSourceWorker(FireRules fire, EventJson json) {
        this.fire = fire;
        this.json = json;
    }

    @Override
    public String kind() {
        return AwaitSource.KIND;
    }

    @Override
    public Class<AwaitSource> payloadType() {
        return AwaitSource.class;
    }

    /** Those that are settled together are looked at together. */
    @Override
    public Settlement handle(Work<AwaitSource> work) {
        Event event = json.read(work.payload().event().getBytes(StandardCharsets.UTF_8));
        return Settlement.done(() -> fire.again(event, work.payload().until()));
    }
}
