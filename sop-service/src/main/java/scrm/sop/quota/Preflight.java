package scrm.sop.quota;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.sop.quota.Judge.Count;
import scrm.sop.quota.Uses.Use;

/** Tells what would be let through, without counting it. An audience of any size is asked page by page. */
@Service
public class Preflight {
    private final Uses uses;
    private final Judges judges;

    Preflight(Uses uses, Judges judges) {
        this.uses = uses;
        this.judges = judges;
    }

    /**
     * What a message to some receivers would meet.
     *
     * @param willReach who would be let through once no quiet hours hold them up
     * @param blockedByWeCom who has had as much as WeCom allows
     * @param blockedByOwnCaps who has had as much as we want to give
     * @param quiet who would wait for the end of quiet hours: all whom no cap holds up, or nobody
     * @param quietUntil when those end; null: none hold anybody up
     */
    public record Forecast(
            long willReach,
            long blockedByWeCom,
            long blockedByOwnCaps,
            long quiet,
            @Nullable Instant quietUntil) {
        public static final Forecast NOBODY = new Forecast(0, 0, 0, 0, null);

        /** With one more page. */
        public Forecast plus(Forecast page) {
            return new Forecast(
                    willReach + page.willReach,
                    blockedByWeCom + page.blockedByWeCom,
                    blockedByOwnCaps + page.blockedByOwnCaps,
                    quiet + page.quiet,
                    page.quietUntil == null ? quietUntil : page.quietUntil);
        }
    }

    /** @param ids each once */
    @Transactional(readOnly = true)
    public Forecast of(CorpId corpId, Receiver.Kind kind, Collection<String> ids, Instant at) {
        Judge judge = judges.of(corpId);
        Optional<Instant> quietUntil = judge.quietUntil(at);
        // Whoever waits for the end of quiet hours is judged by what holds then.
        Instant then = quietUntil.orElse(at);
        Map<String, List<Use>> known = uses.of(corpId, kind, ids);
        long weCom = 0;
        long own = 0;
        for (String id : ids) {
            Optional<Count> full = judge.full(kind, known.getOrDefault(id, List.of()), then);
            if (full.isPresent()) {
                switch (full.get().rule()) {
                    case WECOM_LIMIT -> weCom++;
                    default -> own++;
                }
            }
        }
        long reached = ids.size() - weCom - own;
        return new Forecast(reached, weCom, own, quietUntil.isPresent() ? reached : 0, quietUntil.orElse(null));
    }
}
