package scrm.sop.rhythm;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.messaging.job.Jobs;
import scrm.rest.Conflict;
import scrm.sop.definition.Misfire;
import scrm.sop.definition.Trigger;
import scrm.sop.plan.PlanId;
import scrm.sop.plan.PlanPaused;
import scrm.sop.plan.PlanPublished;
import scrm.sop.plan.PlanResumed;
import scrm.sop.plan.PublishedPlan;
import scrm.sop.plan.RunningPlans;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** Has plans enrol at their times: each time is written down once, whatever becomes of it. */
@Service
class KeepTime {
    /** Times that are looked at in one transaction; a plan with more of them is looked at again. */
    private static final int MOST = 500;

    /** How long a corp that is not in the corps file is not looked at. */
    private static final Duration UNSERVED = Duration.ofHours(1);

    private final Fires fires;
    private final FindInactive findInactive;
    private final RunningPlans plans;
    private final Corps corps;
    private final Jobs jobs;
    private final Clock clock;

    KeepTime(Fires fires, FindInactive findInactive, RunningPlans plans, Corps corps, Jobs jobs, Clock clock) {
        this.fires = fires;
        this.findInactive = findInactive;
        this.plans = plans;
        this.corps = corps;
        this.jobs = jobs;
        this.clock = clock;
    }

    @EventListener
    void on(PlanPublished event) {
        expect(event.corpId(), event.plan(), clock.instant());
    }

    /** Times that pass while a plan rests are not missed: it was to do nothing. */
    @EventListener
    void on(PlanPaused event) {
        fires.forget(event.corpId(), event.planId());
    }

    @EventListener
    void on(PlanResumed event) {
        plans.newest(event.corpId(), event.planId()).ifPresent(plan -> expect(event.corpId(), plan, clock.instant()));
    }

    private void expect(CorpId corpId, PublishedPlan plan, Instant after) {
        Optional<Instant> next = plan.definition().trigger() instanceof Trigger.Timed timed
                ? timed.next(after, zone(corpId))
                : Optional.empty();
        next.ifPresentOrElse(
                at -> fires.expect(new Fires.Next(corpId, plan.planId(), plan.version(), at)),
                () -> fires.forget(corpId, plan.planId()));
    }

    /** Looks after one plan whose time has come; false if there is none. */
    @Transactional
    public boolean next() {
        Instant now = clock.instant();
        Optional<Fires.Next> due = fires.due(now);
        due.ifPresent(next -> fire(next, now));
        return due.isPresent();
    }

    private void fire(Fires.Next next, Instant now) {
        if (corps.find(next.corpId()).isEmpty()) {
            // Nobody knows its clocks, and it must not hold up the others.
            fires.expect(new Fires.Next(next.corpId(), next.planId(), next.planVersion(), now.plus(UNSERVED)));
            return;
        }
        PublishedPlan plan = plans.version(next.corpId(), next.planId(), next.planVersion());
        if (!(plan.definition().trigger() instanceof Trigger.Timed timed)) {
            fires.forget(next.corpId(), next.planId());
            return;
        }
        if (timed instanceof Trigger.Inactive inactive) {
            Instant since = next.at().minus(Trigger.Inactive.LOOKS_EVERY);
            expect(next.corpId(), plan, findInactive.look(next.corpId(), plan, inactive, since));
            return;
        }
        ZoneId zone = zone(next.corpId());
        List<Fire> seen = new ArrayList<>();
        Instant at = next.at();
        Instant last = at;
        while (!at.isAfter(now) && seen.size() < MOST) {
            Optional<Instant> following = timed.next(at, zone);
            boolean newest = following.isEmpty() || following.get().isAfter(now);
            seen.add(judge(next, plan.definition().misfire(), at, newest, now));
            last = at;
            if (following.isEmpty()) {
                break;
            }
            at = following.get();
        }
        fires.add(seen, now);
        seen.stream().filter(fire -> fire.state() == Fire.State.RUN).forEach(this::run);
        expect(next.corpId(), plan, last);
    }

    private static Fire judge(Fires.Next next, Misfire misfire, Instant at, boolean newest, Instant now) {
        boolean missed = at.plus(misfire.tolerance()).isBefore(now);
        Fire.State state = Fire.State.RUN;
        if (missed) {
            state = switch (misfire.policy()) {
                case RUN -> newest ? Fire.State.RUN : Fire.State.SUPERSEDED;
                case SKIP -> Fire.State.SKIPPED;
                case ASK -> newest ? Fire.State.ASKED : Fire.State.SUPERSEDED;
            };
        }
        return new Fire(0, next.corpId(), next.planId(), next.planVersion(), at, state, missed);
    }

    /** What becomes of the times that somebody was asked about; returns how many there were. */
    @Transactional
    public int answer(CorpId corpId, PlanId planId, boolean run) {
        plans.check(corpId, planId);
        List<Fire> asked = fires.asked(corpId, planId, MOST);
        if (asked.isEmpty()) {
            throw Conflict.of("nothing_asked");
        }
        fires.answer(corpId, run ? asked.subList(1, asked.size()) : asked, Fire.State.SKIPPED);
        if (run) {
            // The newest stands for all: nobody is to be told the same again and again.
            fires.answer(corpId, asked.subList(0, 1), Fire.State.RUN);
            run(asked.getFirst());
        }
        return asked.size();
    }

    private void run(Fire fire) {
        jobs.start(
                fire.corpId(),
                EnrolAudienceWorker.KIND,
                new EnrolAudienceWorker.Parameters(
                        fire.planId().value(), fire.planVersion(), fire.at().toEpochMilli()),
                0);
    }

    private ZoneId zone(CorpId corpId) {
        return corps.find(corpId)
                .map(Corp::timezone)
                .orElseThrow(() -> new IllegalStateException("the corp is not in the corps file"));
    }
}
