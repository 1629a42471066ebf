package scrm.sop.moment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.events.UserId;
import scrm.wecom.Caller;
import scrm.wecom.Moments.Task;
import scrm.wecom.Page;
import scrm.wecom.WeComException;

/**
 * Finds at WeCom a moment whose answer was lost. It is known by what it is: made by the API about then, with this text,
 * for members who were asked, and no other moment of ours.
 */
@Service
class FindMoment {
    /** Clocks differ: how much earlier and later than by ours WeCom may have made it. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final Moments moments;
    private final scrm.wecom.Moments weCom;
    private final Clock clock;

    FindMoment(Moments moments, scrm.wecom.Moments weCom, Clock clock) {
        this.moments = moments;
        this.weCom = weCom;
        this.clock = clock;
    }

    /** What WeCom has that may be it. */
    sealed interface Found {
        record This(String weComId) implements Found {}

        record None() implements Found {}

        /** Another of ours says the same, and it is not known which of them WeCom has. */
        record Ambiguous() implements Found {}
    }

    /** @throws WeComException if WeCom cannot be asked */
    Found find(Moment moment) {
        Instant from = Objects.requireNonNull(moment.calledAt()).minus(SKEW);
        List<String> candidates = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Page<scrm.wecom.Moments.Moment> page = weCom.list(
                    Caller.bulk(moment.corpId()), from, clock.instant().plus(SKEW), null, cursor);
            for (String candidate : sameText(moment, page.items())) {
                if (isAskedOf(moment, candidate)) {
                    candidates.add(candidate);
                }
            }
            cursor = page.nextCursor();
        } while (cursor != null);
        if (candidates.isEmpty()) {
            return new Found.None();
        }
        return candidates.size() == 1 && !hasTwin(moment, from)
                ? new Found.This(candidates.getFirst())
                : new Found.Ambiguous();
    }

    private List<String> sameText(Moment moment, List<scrm.wecom.Moments.Moment> listed) {
        Set<String> known = moments.known(
                moment.corpId(),
                listed.stream().map(one -> one.momentId().value()).toList());
        return listed.stream()
                .filter(one -> one.creator() == null
                        && text(one.text()).equals(text(moment.content().text())))
                .map(one -> one.momentId().value())
                .filter(id -> !known.contains(id))
                .toList();
    }

    /** Where members were named, WeCom asks them and nobody else. */
    private boolean isAskedOf(Moment moment, String weComId) {
        if (!moment.audience().named()) {
            return true;
        }
        Set<UserId> ours = new HashSet<>(moments.members(moment.corpId(), moment.id(), Set.of(MemberState.ASKED)));
        @Nullable String cursor = null;
        do {
            Page<Task> page =
                    weCom.tasks(Caller.bulk(moment.corpId()), new scrm.wecom.Moments.MomentId(weComId), cursor);
            if (!page.items().stream().allMatch(task -> ours.contains(task.userId()))) {
                return false;
            }
            cursor = page.nextCursor();
        } while (cursor != null);
        return true;
    }

    private boolean hasTwin(Moment moment, Instant since) {
        return moments.unmade(moment.corpId(), moment.id(), since).stream()
                .anyMatch(other -> text(other.content().text())
                        .equals(text(moment.content().text())));
    }

    private static String text(@Nullable String text) {
        return text == null || text.isBlank() ? "" : text;
    }
}
