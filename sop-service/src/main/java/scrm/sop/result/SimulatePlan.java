package scrm.sop.result;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.rest.Conflict;
import scrm.rest.NotFound;
import scrm.sop.definition.PlanDefinition;
import scrm.sop.definition.Trigger;
import scrm.sop.plan.PlanId;
import scrm.sop.plan.RunningPlans;

/** Plays a plan over the past: whom it would have taken, and what it would have said on which day. Writes nothing. */
@Service
class SimulatePlan {
    private static final Trigger ANYONE = new Trigger.ContactAdded(null, null, null);

    private final RunningPlans plans;
    private final History history;

    SimulatePlan(RunningPlans plans, History history) {
        this.plans = plans;
        this.history = history;
    }

    /**
     * What a plan would have done.
     *
     * @param enrolled how many contacts of members it would have taken
     * @param steps how many steps would have come due
     * @param days in order
     */
    record Simulation(long enrolled, long steps, List<DaySteps> days) {}

    /**
     * Steps that would have come due on a day.
     *
     * @param day in the corp's time zone
     * @param step its key
     */
    record DaySteps(LocalDate day, String step, long contacts) {}

    private record Place(LocalDate day, int step) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byDay = day.compareTo(other.day);
            return byDay == 0 ? Integer.compare(step, other.step) : byDay;
        }
    }

    /**
     * Plays the draft, so that one may look before one publishes.
     *
     * @throws Conflict {@code past_unknown} if nobody keeps what its trigger goes by
     */
    Simulation play(CorpId corpId, PlanId planId, Instant from, Instant until, ZoneId zone) {
        PlanDefinition draft = plans.draft(corpId, planId).orElseThrow(() -> NotFound.of("plan"));
        if (!draft.trigger().equals(ANYONE)) {
            throw Conflict.of("past_unknown");
        }
        AtomicLong enrolled = new AtomicLong();
        TreeMap<Place, Long> due = new TreeMap<>();
        history.added(corpId, from, until, (at, contacts) -> {
            enrolled.addAndGet(contacts);
            int step = 0;
            for (Instant dueAt : draft.dueTimes(at, zone)) {
                due.merge(new Place(LocalDate.ofInstant(dueAt, zone), step++), contacts, Long::sum);
            }
        });
        return new Simulation(
                enrolled.get(),
                due.values().stream().mapToLong(Long::longValue).sum(),
                due.entrySet().stream()
                        .map(one -> new DaySteps(
                                one.getKey().day(),
                                draft.steps().get(one.getKey().step()).key(),
                                one.getValue()))
                        .toList());
    }
}
