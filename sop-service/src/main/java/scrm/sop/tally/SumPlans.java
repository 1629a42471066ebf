package scrm.sop.tally;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.sop.tally.Followable.Enrolled;
import scrm.sop.tally.Sums.ChangedStep;
import scrm.sop.tally.Sums.CountedReaction;
import scrm.sop.tally.Sums.Followed;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/**
 * Brings the sums up to what is. Steps, enrolments and what contacts do are written without a thought of sums; what is
 * not in them yet is found by an index, and is taken out as what it stood there and put in as what it is, in one
 * transaction. One instance at a time does, so whichever of a step and what followed it comes second finds the first.
 */
@Service
class SumPlans {
    static final int BATCH = 2000;

    private final Sums sums;
    private final Corps corps;

    SumPlans(Sums sums, Corps corps) {
        this.sums = sums;
        this.corps = corps;
    }

    /** Adds some of what is not in the sums; tells whether there may be more. */
    @Transactional
    public boolean next() {
        if (!sums.takeTurn()) {
            return false;
        }
        Counts counts = new Counts();
        List<ChangedStep> removed = sums.removed(BATCH);
        takeOut(removed, counts);
        List<ChangedStep> changed = sums.changed(BATCH, this::zone);
        steps(changed, counts);
        List<Enrolled> enrolled = sums.enrolled(BATCH, this::zone);
        enrolled.forEach(each -> counts.add(each.cell()));
        follow(Followable.Kind.ENROLMENT, enrolled.stream().map(Enrolled::id).toList(), counts);
        int reactions = sums.takeReactions(BATCH);
        if (reactions > 0) {
            follow(sums.byTakenReactions(), counts);
            sums.countedReactions();
        }
        sums.add(counts.changes());
        return Math.max(Math.max(removed.size(), changed.size()), Math.max(enrolled.size(), reactions)) == BATCH;
    }

    private void steps(List<ChangedStep> changed, Counts counts) {
        takeOut(changed, counts);
        for (ChangedStep each : changed) {
            Standing now = each.now();
            if (now != null) {
                counts.add(now.cell(each.step()));
            }
        }
        sums.counted(changed);
        List<Long> brought = changed.stream()
                .filter(each -> each.now() != null && each.now().broughtAt() != null)
                .map(each -> each.step().id())
                .toList();
        follow(Followable.Kind.STEP, brought, counts);
    }

    /** Steps, and what followed them; that is found again if they are there to be followed. */
    private void takeOut(List<ChangedStep> steps, Counts counts) {
        Map<Long, Cell> brought = new HashMap<>();
        for (ChangedStep each : steps) {
            Standing before = each.before();
            if (before != null) {
                Cell cell = before.cell(each.step());
                counts.subtract(cell);
                if (before.broughtAt() != null) {
                    brought.put(each.step().id(), cell);
                }
            }
        }
        if (brought.isEmpty()) {
            return;
        }
        for (CountedReaction counted : sums.countedReactions(Followable.Kind.STEP, brought.keySet())) {
            Cell cell = brought.get(counted.id());
            if (cell != null) {
                counts.subtract(cell.followedBy(counted.reaction(), counted.lag()));
            }
        }
        sums.forget(Followable.Kind.STEP, brought.keySet());
    }

    private void follow(Followable.Kind kind, List<Long> ids, Counts counts) {
        if (!ids.isEmpty()) {
            follow(sums.followed(kind, ids), counts);
        }
    }

    private record Place(long id, Reactions.Kind reaction) {}

    /** Of each kind the first counts, whenever it is told. */
    private void follow(Collection<Followed> followed, Counts counts) {
        Map<Followable.Kind, List<Followed>> kinds = followed.stream()
                .collect(Collectors.groupingBy(each -> each.what().kind()));
        kinds.forEach((kind, some) -> {
            Map<Place, Followed> firsts = new HashMap<>();
            for (Followed each : some) {
                firsts.merge(
                        new Place(each.what().id(), each.reaction()),
                        each,
                        (a, b) -> b.happenedAt().isBefore(a.happenedAt()) ? b : a);
            }
            List<Long> ids = firsts.keySet().stream().map(Place::id).distinct().toList();
            for (CountedReaction counted : sums.countedReactions(kind, ids)) {
                firsts.computeIfPresent(
                        new Place(counted.id(), counted.reaction()), (_, first) -> earlier(first, counted, counts));
            }
            List<Followed> fresh = new ArrayList<>(firsts.values());
            fresh.forEach(first -> counts.add(first.what().cell().followedBy(first.reaction(), first.lag())));
            sums.follow(fresh);
        });
    }

    /** Null if what is counted already was the first. */
    private @Nullable Followed earlier(Followed first, CountedReaction counted, Counts counts) {
        if (!first.happenedAt().isBefore(counted.happenedAt())) {
            return null;
        }
        counts.subtract(first.what().cell().followedBy(counted.reaction(), counted.lag()));
        return first;
    }

    /** A corp that is not served any more has days as well. */
    private ZoneId zone(CorpId corpId) {
        return corps.find(corpId).map(Corp::timezone).orElse(ZoneOffset.UTC);
    }
}
