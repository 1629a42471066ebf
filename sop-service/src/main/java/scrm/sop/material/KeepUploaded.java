package scrm.sop.material;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import scrm.attachment.MediaContentId;
import scrm.events.CorpId;
import scrm.messaging.WorkQueue;

/**
 * Sees to it that WeCom has the pictures and files of a material when it is sent, so that sending is one call. Only
 * what is sent soon is uploaded: WeCom forgets media after three days.
 */
@Service
public class KeepUploaded {
    /** Time for uploads that are refused at first, and for the members who send by hand. */
    static final Duration AHEAD = Duration.ofHours(20);

    private final Materials materials;
    private final WorkQueue work;
    private final Clock clock;

    KeepUploaded(Materials materials, WorkQueue work, Clock clock) {
        this.materials = materials;
        this.work = work;
        this.clock = clock;
    }

    /** Its current version is sent at that time. In the running transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void forSending(CorpId corpId, MaterialId id, Instant at) {
        Instant now = clock.instant();
        if (at.isBefore(now)) {
            return;
        }
        Instant from = at.minus(AHEAD).isBefore(now) ? now : at.minus(AHEAD);
        materials.find(corpId, id).ifPresent(material -> {
            for (MediaContentId content : material.content().media()) {
                // One piece of work for each time: a later sending must not put off an earlier one.
                work.submit(MaterialMediaWorker.request(corpId, content, at, from));
            }
        });
    }
}
