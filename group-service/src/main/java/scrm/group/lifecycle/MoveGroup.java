package scrm.group.lifecycle;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.group.charter.CharterChanged;
import scrm.group.lifecycle.Lifecycles.Change;
import scrm.group.lifecycle.Lifecycles.Known;
import scrm.group.lifecycle.Lifecycles.Step;
import scrm.rest.Conflict;
import scrm.rest.NotFound;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** Moves groups from phase to phase: those that are due by what is known of them, one by what a person says. */
@Service
class MoveGroup {
    /** Groups of one look. */
    static final int BATCH = 200;

    private final Lifecycles lifecycles;
    private final LifecycleProperties settings;
    private final FollowMove followMove;
    private final Corps corps;
    private final Clock clock;

    MoveGroup(Lifecycles lifecycles, LifecycleProperties settings, FollowMove followMove, Corps corps, Clock clock) {
        this.lifecycles = lifecycles;
        this.settings = settings;
        this.followMove = followMove;
        this.corps = corps;
        this.clock = clock;
    }

    /** Looks at a batch of those that are due; returns how many there were. */
    @Transactional
    public int look() {
        List<Known> due = lifecycles.claim(clock.instant(), BATCH, this::zone);
        List<Step> steps = new ArrayList<>();
        due.forEach(known -> steps.add(step(known)));
        lifecycles.save(steps);
        steps.forEach(followMove::follow);
        return due.size();
    }

    private Step step(Known known) {
        Facts facts = known.facts();
        Lifecycle before = known.lifecycle();
        return before.next(facts, settings.of(known.kind()))
                .map(move -> {
                    Change change = new Change(at(move, facts), before.phase(), move.to(), move.cause(), null, null);
                    Lifecycle after = new Lifecycle(move.to(), change.at(), null);
                    // What it has become may lead further at once.
                    Instant dueAt = move.to() == Phase.DISMISSED ? null : facts.at();
                    return new Step(known, after, dueAt, change);
                })
                .orElseGet(() -> new Step(
                        known,
                        before,
                        before.lookAgainAt(facts, zone(known.group().corpId())),
                        null));
    }

    /** What WeCom tells happened when WeCom says. */
    private static Instant at(Lifecycle.Move move, Facts facts) {
        Instant told = switch (move.cause()) {
            case OPENED -> facts.openedAt();
            case DISSOLVED -> facts.dismissedAt();
            default -> null;
        };
        return told == null ? facts.at() : told;
    }

    /**
     * A person decides; it stays so for a while.
     *
     * @throws Conflict naming where the group may be sent instead
     */
    @Transactional
    public void byHand(CorpId corpId, ChatId chatId, Phase to, String reason, @Nullable String actor) {
        Instant now = clock.instant();
        Known known = lifecycles.lock(corpId, chatId, now, this::zone).orElseThrow(() -> NotFound.of("group-chat"));
        Phase from = known.lifecycle().phase();
        if (!LifecycleTable.allows(from, to, Cause.BY_HAND)) {
            String allowed =
                    LifecycleTable.byHand(from).stream().map(Phase::name).collect(Collectors.joining(", "));
            throw Conflict.of("phase_not_allowed", from.name(), allowed.isEmpty() ? "-" : allowed);
        }
        Lifecycle after = new Lifecycle(to, now, now.plus(settings.hold()));
        Step step = new Step(
                known,
                after,
                after.lookAgainAt(known.facts(), zone(corpId)),
                new Change(now, from, to, Cause.BY_HAND, reason, actor));
        lifecycles.save(List.of(step));
        followMove.follow(step);
    }

    @EventListener
    void on(CharterChanged changed) {
        lifecycles.lookAt(changed.corpId(), changed.chatId(), clock.instant());
    }

    private ZoneId zone(CorpId corpId) {
        return corps.find(corpId).map(Corp::timezone).orElse(ZoneOffset.UTC);
    }
}
