package scrm.tag.bulk;

import java.time.Duration;
import org.springframework.stereotype.Component;

import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;

/** Deletes bulk taggings that nobody looks at any more, some rows at a time. */
@Component
class ForgetBulkWorker implements WorkHandler<ForgetBulk> {
    private final Bulks bulks;

    ForgetBulkWorker(Bulks bulks) {
        this.bulks = bulks;
    }

    @Override
    public String kind() {
        return ForgetBulk.KIND;
    }

    @Override
    public Class<ForgetBulk> payloadType() {
        return ForgetBulk.class;
    }

    @Override
    public Settlement handle(Work<ForgetBulk> work) {
        return bulks.forget(work.corpId(), work.payload().id())
                ? Settlement.retry("there is more", Duration.ofMillis(100))
                : Settlement.done();
    }
}
