package scrm.channel.report;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.channel.livecode.LiveCode;
import scrm.channel.livecode.LiveCodeId;
import scrm.channel.livecode.ReadLiveCodes;
import scrm.channel.livecode.WelcomeExperiment;
import scrm.channel.livecode.WelcomeExperiments;
import scrm.channel.report.ArmResults.Arm;
import scrm.channel.report.ArmResults.Result;
import scrm.channel.script.WelcomeArms;
import scrm.channel.script.WelcomeScript;
import scrm.events.CorpId;
import scrm.rest.NotFound;

/** Tells what came of the wordings that a live code's contacts were split among. */
@Service
class ReportExperiments {
    private final ReadLiveCodes liveCodes;
    private final WelcomeExperiments experiments;
    private final ArmResults armResults;
    private final Clock clock;

    ReportExperiments(ReadLiveCodes liveCodes, WelcomeExperiments experiments, ArmResults armResults, Clock clock) {
        this.liveCodes = liveCodes;
        this.experiments = experiments;
        this.armResults = armResults;
        this.clock = clock;
    }

    /**
     * The newest first.
     *
     * @param windowDays for how long an order counts
     * @throws NotFound if the corp has no such live code
     */
    List<ExperimentReport> of(CorpId corpId, LiveCodeId liveCodeId, int windowDays, @Nullable Long before, int limit) {
        LiveCode liveCode = liveCodes.find(corpId, liveCodeId).orElseThrow(() -> NotFound.of("live-code"));
        List<WelcomeExperiment> found = experiments.list(corpId, liveCodeId, before, limit);
        Map<Arm, Result> results = armResults.of(corpId, liveCodeId, found, windowDays, clock.instant());
        WelcomeScript now = liveCode.draft().welcome();
        Set<WelcomeScript.Option> running =
                now == null ? Set.of() : now.experiments().collect(Collectors.toUnmodifiableSet());
        return found.stream()
                .map(experiment -> new ExperimentReport(
                        experiment, running.contains(experiment.option()), results(experiment, results)))
                .toList();
    }

    private static List<Result> results(WelcomeExperiment experiment, Map<Arm, Result> results) {
        return IntStream.range(0, experiment.option().arms().arms().size())
                .mapToObj(i -> results.getOrDefault(new Arm(experiment.id(), WelcomeArms.name(i)), Result.NONE))
                .toList();
    }
}
