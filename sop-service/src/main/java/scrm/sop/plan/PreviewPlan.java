package scrm.sop.plan;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.rest.NotFound;
import scrm.sop.content.ContentRequest;
import scrm.sop.content.MessageContent;
import scrm.sop.content.Wording;
import scrm.sop.definition.Action;
import scrm.sop.definition.PlanDefinition;
import scrm.sop.definition.Trigger;
import scrm.sop.moment.MomentContent;
import scrm.sop.moment.MomentContentRequest;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** Shows when a plan would do what, and for how many, without keeping anything. */
@Service
class PreviewPlan {
    private static final int FIRES = 20;

    /** What is said does not matter to when it is. */
    private static final Kept NOTHING = new Kept() {
        @Override
        public Wording message(ContentRequest content, String field) {
            return new MessageContent(null, List.of());
        }

        @Override
        public Wording task(String materialId, String field) {
            return new MessageContent(null, List.of());
        }

        @Override
        public MomentContent moment(MomentContentRequest content, String field) {
            return new MomentContent(null, List.of());
        }
    };

    private final CheckPlan checkPlan;
    private final Reach reach;
    private final Corps corps;
    private final Clock clock;

    PreviewPlan(CheckPlan checkPlan, Reach reach, Corps corps, Clock clock) {
        this.checkPlan = checkPlan;
        this.reach = reach;
        this.corps = corps;
        this.clock = clock;
    }

    /** Of one that nobody has saved; refuses what saving would refuse. */
    Preview of(CorpId corpId, PlanRequest request) {
        checkPlan.check(corpId, request);
        return of(corpId, request.definition(NOTHING), null);
    }

    /** @param at when somebody is enrolled; null: at the next time that enrols, or now if none does */
    Preview of(CorpId corpId, PlanDefinition plan, @Nullable Instant at) {
        ZoneId zone = zone(corpId);
        Instant now = at == null ? clock.instant() : at;
        List<Instant> fires = fires(plan.trigger(), now, zone);
        List<Instant> times = plan.dueTimes(fires.isEmpty() ? now : fires.getFirst(), zone);
        List<StepPreview> steps = new ArrayList<>();
        for (Instant dueAt : times) {
            int step = steps.size();
            PlanDefinition.Step planned = plan.steps().get(step);
            steps.add(new StepPreview(step, planned.key(), local(dueAt, zone), shares(planned)));
        }
        OptionalLong reached = reach.count(corpId, plan);
        return new Preview(
                zone.getId(),
                fires.stream().map(fire -> local(fire, zone)).toList(),
                steps,
                reached.isPresent() ? reached.getAsLong() : null);
    }

    private static List<VariantShare> shares(PlanDefinition.Step step) {
        return step.ways().stream()
                .flatMap(way -> way.action() instanceof Action.Split split ? split.variants().stream() : Stream.empty())
                .map(variant -> new VariantShare(variant.key(), variant.share()))
                .toList();
    }

    private static List<Instant> fires(Trigger trigger, Instant after, ZoneId zone) {
        List<Instant> fires = new ArrayList<>();
        // Whoever is inactive is taken when he is, not at a time that could be told.
        if (trigger instanceof Trigger.Timed timed && !(trigger instanceof Trigger.Inactive)) {
            Optional<Instant> next = timed.next(after, zone);
            while (next.isPresent() && fires.size() < FIRES) {
                fires.add(next.get());
                next = timed.next(next.get(), zone);
            }
        }
        return fires;
    }

    private static OffsetDateTime local(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toOffsetDateTime();
    }

    private ZoneId zone(CorpId corpId) {
        return corps.find(corpId).map(Corp::timezone).orElseThrow(() -> NotFound.of("corp"));
    }

    /**
     * @param timezone the corp's
     * @param fires the next twenty times that enrol
     * @param steps when each would be due for those whom the first of these enrols, or who are enrolled now
     * @param reach how many the next time would enrol as things are; absent for what waits for something to happen
     */
    record Preview(
            String timezone,
            List<OffsetDateTime> fires,
            List<StepPreview> steps,
            @Nullable Long reach) {}

    /**
     * @param step its number, from 0
     * @param dueAt by the corp's clocks
     * @param variants of what it says; none: it says the same to all, or nothing
     */
    record StepPreview(int step, String key, OffsetDateTime dueAt, List<VariantShare> variants) {}

    /** @param share percent of those who go the way that has it */
    record VariantShare(String key, int share) {}
}
