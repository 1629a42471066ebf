package scrm.channel.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.attachment.AttachmentView;
import scrm.channel.livecode.LiveCodeId;
import scrm.channel.report.ArmResults.Result;
import scrm.channel.report.Comparison.Difference;
import scrm.channel.report.Comparison.Verdict;
import scrm.channel.report.ExperimentReport.Measure;
import scrm.channel.script.WelcomeArms;
import scrm.channel.script.WelcomeScript;
import scrm.channel.script.WelcomeText;
import scrm.events.CorpId;
import scrm.rest.Cursor;
import scrm.rest.InvalidRequest;
import scrm.rest.PageRequest;
import scrm.rest.Share;
import scrm.rest.Slice;

@RestController
@RequestMapping("/v1/corps/{corpId}/live-codes/{liveCodeId}/welcome-experiments")
class WelcomeExperimentController {
    private final ReportExperiments reportExperiments;

    WelcomeExperimentController(ReportExperiments reportExperiments) {
        this.reportExperiments = reportExperiments;
    }

    /**
     * What came of the wordings that contacts were split among, each version by itself, the newest first.
     *
     * @param windowDays for how many days after its welcome an order of a contact counts, 1 to 365
     */
    @GetMapping
    Slice<WelcomeExperimentView> list(
            @PathVariable CorpId corpId,
            @PathVariable long liveCodeId,
            @RequestParam(defaultValue = "30") int windowDays,
            PageRequest page) {
        if (windowDays < 1 || windowDays > 365) {
            throw InvalidRequest.field("windowDays", "out_of_range", 1, 365);
        }
        Cursor after = page.after();
        List<ExperimentReport> found = reportExperiments.of(
                corpId,
                new LiveCodeId(liveCodeId),
                windowDays,
                after == null ? null : after.number(0),
                page.fetchSize());
        return Slice.of(found, page, report -> Cursor.at(report.experiment().id()))
                .map(report -> WelcomeExperimentView.of(report, windowDays));
    }

    /**
     * One version of an experiment. Its verdict is the one on contacts who were retained for 7 days.
     *
     * @param variant what is split; absent: the base welcome
     * @param version the live code's version with which these arms began
     * @param running whether contacts are split among these arms now
     * @param betterArm absent unless the verdict is {@code BETTER}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record WelcomeExperimentView(
            @Nullable String variant,
            int version,
            Instant startedAt,
            boolean running,
            Verdict verdict,
            @Nullable String betterArm,
            List<ArmResultView> arms,
            List<ArmComparisonView> comparisons) {
        static WelcomeExperimentView of(ExperimentReport report, int windowDays) {
            WelcomeScript.Option option = report.experiment().option();
            Comparison decisive = report.by(Measure.RETAINED_7_DAYS);
            return new WelcomeExperimentView(
                    option.variant(),
                    option.arms().version(),
                    report.experiment().startedAt(),
                    report.running(),
                    decisive.verdict(),
                    decisive.better(),
                    IntStream.range(0, report.results().size())
                            .mapToObj(i -> ArmResultView.of(
                                    i,
                                    option.arms().arms().get(i),
                                    report.results().get(i),
                                    windowDays))
                            .toList(),
                    Arrays.stream(Measure.values())
                            .map(measure -> ArmComparisonView.of(measure, report.by(measure)))
                            .toList());
        }
    }

    /**
     * What became of the contacts of an arm; each counts once.
     *
     * @param assigned who was to hear it
     * @param sent for how many of them WeCom took it
     * @param retention who was lost after 1 and 7 days, of those who came so long ago
     * @param purchases who bought, of those who came so long ago
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ArmResultView(
            String arm,
            int weight,
            @Nullable String text,
            List<AttachmentView> attachments,
            long assigned,
            long sent,
            List<ArmRetentionView> retention,
            ArmPurchasesView purchases) {
        static ArmResultView of(int index, WelcomeArms.Arm arm, Result result, int windowDays) {
            WelcomeText text = arm.content().text();
            return new ArmResultView(
                    WelcomeArms.name(index),
                    arm.weight(),
                    text == null ? null : text.template(),
                    arm.content().attachments().stream().map(AttachmentView::of).toList(),
                    result.assigned(),
                    result.sent(),
                    List.of(ArmRetentionView.of(1, result.lostIn1Day()), ArmRetentionView.of(7, result.lostIn7Days())),
                    new ArmPurchasesView(
                            windowDays, result.bought().of(), result.bought().hits()));
        }
    }

    record ArmRetentionView(int days, long due, long lost, long retained) {
        static ArmRetentionView of(int days, Share lost) {
            return new ArmRetentionView(
                    days, lost.of(), lost.hits(), lost.others().hits());
        }
    }

    record ArmPurchasesView(int days, long due, long buyers) {}

    /**
     * The arms by one measure.
     *
     * @param verdict {@code TOO_EARLY} with fewer than 100 contacts due in an arm, or while more of them must tell
     *     whether there is a difference of 5 points; {@code BETTER} if one arm is above each other by more than chance
     *     explains; {@code NO_DIFFERENCE} if none of 5 points is left possible
     * @param differences empty until every arm has contacts who are due
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ArmComparisonView(
            Measure measure, Verdict verdict, @Nullable String betterArm, List<ArmDifferenceView> differences) {
        static ArmComparisonView of(Measure measure, Comparison comparison) {
            return new ArmComparisonView(
                    measure,
                    comparison.verdict(),
                    comparison.better(),
                    comparison.differences().stream().map(ArmDifferenceView::of).toList());
        }
    }

    /**
     * By how much the share of one arm is above another's, 0.05 for 5 points.
     *
     * @param low of the interval that holds the true difference with 95 % confidence, for all pairs of arms together
     * @param high its other end
     */
    record ArmDifferenceView(String arm, String than, BigDecimal difference, BigDecimal low, BigDecimal high) {
        static ArmDifferenceView of(Difference difference) {
            return new ArmDifferenceView(
                    difference.arm(),
                    difference.than(),
                    rounded(difference.value()),
                    rounded(difference.interval().low()),
                    rounded(difference.interval().high()));
        }

        private static BigDecimal rounded(double value) {
            return BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_UP);
        }
    }
}
