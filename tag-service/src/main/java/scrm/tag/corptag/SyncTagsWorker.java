package scrm.tag.corptag;

import org.springframework.stereotype.Component;

import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.tag.corptag.WeComTags.Seen;
import scrm.wecom.Caller;
import scrm.wecom.WeComException;

/** Reads the corp's tags after somebody changed them in WeCom. */
@Component
class SyncTagsWorker implements WorkHandler<SyncTags> {
    private final CorpTagBook book;
    private final WeComTags wecom;

    SyncTagsWorker(CorpTagBook book, WeComTags wecom) {
        this.book = book;
        this.wecom = wecom;
    }

    @Override
    public String kind() {
        return SyncTags.KIND;
    }

    @Override
    public Class<SyncTags> payloadType() {
        return SyncTags.class;
    }

    @Override
    public Settlement handle(Work<SyncTags> work) {
        try {
            Seen seen = wecom.listAll(Caller.sync(work.corpId()));
            return Settlement.done(() -> book.sawAll(work.corpId(), seen));
        } catch (WeComException e) {
            return switch (e.kind()) {
                case RETRYABLE, IN_DOUBT -> Settlement.retry(e.toString(), e.retryAfter());
                case MISCONFIGURED -> Settlement.retry(e.toString(), e.untilMended());
                case REFUSED -> Settlement.rejected(e.toString(), () -> {});
            };
        }
    }
}
