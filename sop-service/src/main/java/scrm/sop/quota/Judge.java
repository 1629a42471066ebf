package scrm.sop.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.sop.quota.Cap.Span;
import scrm.sop.quota.Cap.Window;
import scrm.sop.quota.Decision.Reason;
import scrm.sop.quota.Uses.State;
import scrm.sop.quota.Uses.Use;

/**
 * Decides by a corp's rules and what a receiver has got.
 *
 * <p>WeCom counts a message when the member confirms it, and nobody knows when that will be. So what is open counts in
 * the window of WeCom's that is running, and must fit into the next one as well: what was handed over last month may be
 * confirmed in this one. Our own caps count what is open when it was handed over.
 */
record Judge(Ruleset rules, ZoneId zone) {
    /** WeCom's windows turn by its own clocks. */
    static final ZoneId BEIJING = ZoneOffset.ofHours(8);

    /** What nobody confirmed or gave up for so long is forgotten: nobody will know any more. */
    private static final Duration OPEN_FOR = Duration.ofDays(31);

    /** When open uses alone stand in the way, one may be given back at any time. */
    private static final Duration LOOK_AGAIN = Duration.ofHours(1);

    /**
     * How a receiver stands against one cap.
     *
     * @param rule whose cap it is: WeCom's or ours
     * @param sent what it got in the window
     * @param open what it may get yet
     * @param left what may be handed over
     * @param freeAt when that may change; null while there is something left
     */
    record Count(
            Reason rule,
            Window window,
            Span span,
            int most,
            int sent,
            int open,
            int left,
            @Nullable Instant freeAt) {}

    Decision decide(Receiver.Kind kind, List<Use> uses, Instant dueAt, @Nullable Overflow ifFull, Instant now) {
        Optional<Instant> quiet = quietUntil(now);
        if (quiet.isPresent()) {
            return new Decision.WaitUntil(quiet.get(), Reason.QUIET_HOURS);
        }
        Count full = full(kind, uses, now).orElse(null);
        Instant free = full == null ? null : full.freeAt();
        if (full == null || free == null) {
            return new Decision.Admitted();
        }
        Instant at = quietUntil(free).orElse(free);
        Overflow overflow = ifFull == null ? rules.overflow() : ifFull;
        return overflow.waits(dueAt, at) ? new Decision.WaitUntil(at, full.rule()) : new Decision.Dropped(full.rule());
    }

    Optional<Instant> quietUntil(Instant at) {
        QuietHours quiet = rules.quietHours();
        return quiet == null ? Optional.empty() : quiet.end(at, zone);
    }

    /** The cap that holds a receiver up longest; empty if none does. */
    Optional<Count> full(Receiver.Kind kind, List<Use> uses, Instant at) {
        return counts(kind, uses, at).stream()
                .filter(count -> count.freeAt() != null)
                .max(Comparator.comparing(Count::freeAt, Comparator.nullsFirst(Comparator.naturalOrder())));
    }

    /** How a receiver stands against each cap. */
    List<Count> counts(Receiver.Kind kind, List<Use> uses, Instant at) {
        List<Count> counts = new ArrayList<>();
        if (kind != Receiver.Kind.MEMBER) {
            counts.add(weCom(uses, at));
        }
        rules.own(kind).forEach(cap -> counts.add(own(cap, uses, at)));
        return counts;
    }

    private Count weCom(List<Use> uses, Instant at) {
        Cap cap = rules.weCom();
        Span span = cap.window().around(at, BEIJING);
        Span next = cap.window().around(span.until(), BEIJING);
        int sent = 0;
        int open = 0;
        boolean usedUp = false;
        for (Use use : uses) {
            switch (use.state()) {
                case SENT -> sent += span.holds(use.at()) ? 1 : 0;
                case OPEN -> open += use.at().isAfter(at.minus(OPEN_FOR)) ? 1 : 0;
                case USED_UP -> usedUp |= span.holds(use.at());
            }
        }
        int most = cap.most(span);
        int left = usedUp ? 0 : Math.max(0, Math.min(most - sent, cap.most(next)) - open);
        Instant freeAt = null;
        if (left == 0) {
            Instant soon = at.plus(LOOK_AGAIN);
            freeAt = usedUp || sent >= most || soon.isAfter(span.until()) ? span.until() : soon;
        }
        return new Count(Reason.WECOM_LIMIT, cap.window(), span, most, sent, open, left, freeAt);
    }

    private Count own(Cap cap, List<Use> uses, Instant at) {
        Span span = cap.window().around(at, zone);
        int sent = count(uses, State.SENT, span);
        int open = count(uses, State.OPEN, span);
        int most = cap.most(span);
        int left = Math.max(0, most - sent - open);
        return new Count(Reason.OWN_LIMIT, cap.window(), span, most, sent, open, left, left == 0 ? span.until() : null);
    }

    private static int count(List<Use> uses, State state, Span span) {
        return (int) uses.stream()
                .filter(use -> use.state() == state && span.holds(use.at()))
                .count();
    }
}
