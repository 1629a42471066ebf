package scrm.channel.report;

import java.util.List;

import scrm.channel.livecode.WelcomeExperiment;
import scrm.channel.report.ArmResults.Result;
import scrm.rest.Share;

/**
 * What came of one version of an experiment.
 *
 * @param running whether contacts are split among these arms now
 * @param results of the arms in their order
 */
record ExperimentReport(WelcomeExperiment experiment, boolean running, List<Result> results) {
    ExperimentReport {
        results = List.copyOf(results);
    }

    /** By what arms are compared. */
    enum Measure {
        /** Contacts who were not lost within 7 days: a welcome is for those who stay, so the verdict is on them. */
        RETAINED_7_DAYS,
        RETAINED_1_DAY,
        /** Contacts with at least one order. */
        BOUGHT;

        private Share of(Result result) {
            return switch (this) {
                case RETAINED_7_DAYS -> result.lostIn7Days().others();
                case RETAINED_1_DAY -> result.lostIn1Day().others();
                case BOUGHT -> result.bought();
            };
        }
    }

    Comparison by(Measure measure) {
        return Comparison.of(results.stream().map(measure::of).toList());
    }
}
