package scrm.sop.result;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.rest.ChangesNothing;
import scrm.rest.NotFound;
import scrm.sop.plan.PlanId;
import scrm.sop.result.SimulatePlan.Simulation;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** Plans played over the past. */
@RestController
class SimulationController {
    private final SimulatePlan simulatePlan;
    private final Corps corps;

    SimulationController(SimulatePlan simulatePlan, Corps corps) {
        this.simulatePlan = simulatePlan;
        this.corps = corps;
    }

    /**
     * Plays a plan's draft over the contacts who were added in a period: what it would have said when, as if nobody had
     * been lost and nothing had been in its way. Only for plans that take whoever is added; of contacts who were lost
     * since, nobody knows any more when they came. Nothing is written or sent.
     */
    @PostMapping("/v1/corps/{corpId}/plans/{id}/simulate")
    @ChangesNothing
    SimulationView simulate(
            @PathVariable CorpId corpId, @PathVariable long id, @Valid @RequestBody SimulationRequest request) {
        ZoneId zone = corps.find(corpId).map(Corp::timezone).orElseThrow(() -> NotFound.of("plan"));
        ResultController.checkPeriod(request.from(), request.until());
        Simulation played = simulatePlan.play(
                corpId,
                new PlanId(id),
                request.from().atStartOfDay(zone).toInstant(),
                request.until().plusDays(1).atStartOfDay(zone).toInstant(),
                zone);
        return new SimulationView(
                request.from(),
                request.until(),
                zone.getId(),
                played.enrolled(),
                played.steps(),
                played.days().stream()
                        .map(day -> new SimulatedDayView(day.day(), day.step(), day.contacts()))
                        .toList());
    }

    /**
     * The past to play over.
     *
     * @param from first day, in the corp's time zone
     * @param until last day, at most 366 days in all
     */
    record SimulationRequest(
            @NotNull LocalDate from, @NotNull LocalDate until) {}

    /**
     * What a plan would have done.
     *
     * @param timezone the corp's, in which days are told
     * @param enrolled how many contacts of members it would have taken
     * @param steps how many steps would have come due
     */
    record SimulationView(
            LocalDate from, LocalDate until, String timezone, long enrolled, long steps, List<SimulatedDayView> days) {}

    /**
     * A step on a day; it may be after the period, for a plan goes on.
     *
     * @param step its key
     * @param contacts for how many it would have come due
     */
    record SimulatedDayView(LocalDate day, String step, long contacts) {}
}
