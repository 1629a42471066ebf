package scrm.sop.material;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
    /** WeCom is to have the bytes for as long as this after the upload; it is what {@link scrm.wecom.Media} sees to. */
    static final Duration AHEAD = Duration.ofHours(24);

    /** Sendings within so long share an upload. */
    private static final Duration TOGETHER = Duration.ofHours(4);

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
        materials.find(corpId, id).ifPresent(material -> keep(corpId, material.content(), List.of(at)));
    }

    /** A version of it is sent at those times. In the running transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void forSending(CorpId corpId, MaterialId id, int version, Collection<Instant> times) {
        materials.content(corpId, id, version).ifPresent(content -> keep(corpId, content, times));
    }

    private void keep(CorpId corpId, Material.Content content, Collection<Instant> times) {
        Instant now = clock.instant();
        Set<Instant> until = times.stream()
                .filter(at -> !at.isBefore(now))
                .map(KeepUploaded::until)
                .collect(Collectors.toUnmodifiableSet());
        for (MediaContentId bytes : content.media()) {
            for (Instant end : until) {
                Instant from = end.minus(AHEAD).isBefore(now) ? now : end.minus(AHEAD);
                // One piece of work for each time: a later sending must not put off an earlier one.
                work.submit(MaterialMediaWorker.request(corpId, bytes, end, from));
            }
        }
    }

    /** The end of the stretch of time that it is sent in. */
    private static Instant until(Instant at) {
        long stretch = TOGETHER.toSeconds();
        return Instant.ofEpochSecond((at.getEpochSecond() / stretch + 1) * stretch);
    }
}
