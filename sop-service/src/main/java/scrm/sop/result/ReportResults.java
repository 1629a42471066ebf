package scrm.sop.result;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.rest.NotFound;
import scrm.sop.plan.PlanId;
import scrm.sop.result.Question.By;
import scrm.sop.result.Results.Compared;
import scrm.sop.result.Results.Counted;

/** Puts a plan's figures together, all of one moment. */
@Service
class ReportResults {
    /** A step that waits may have a reason too. */
    private static final Set<String> ENDED = Set.of("SKIPPED", "FAILED", "UNKNOWN");

    private static final long YEAR = ResultController.MOST_DAYS - 1L;

    private final Results results;

    ReportResults(Results results) {
        this.results = results;
    }

    /**
     * A plan's results.
     *
     * @param total of all lines
     * @param lines in the order of what they are put together by
     * @param reasons why steps were skipped or failed, the most frequent first
     * @param lift what the plan came to beside those who were held out; null: nobody is to be compared
     */
    record Report(
            ResultLine total,
            List<ResultLine> lines,
            List<Reason> reasons,
            @Nullable Lift lift) {}

    /** How many steps ended so for a reason. */
    record Reason(String state, String reason, long steps) {}

    @Transactional(readOnly = true)
    public Report of(Question question) {
        life(question.corpId(), question.planId());
        return report(question);
    }

    /**
     * All that a plan came to until now, a year back at most, and what it has still to do in the year to come.
     *
     * @param question whose days are the whole plan's
     * @param enrolled who was enrolled
     * @param heldOut who was held out
     */
    record WholeReport(
            String name,
            Question question,
            long enrolled,
            long heldOut,
            Report report,
            NavigableMap<LocalDate, Results.Day> days) {}

    @Transactional(readOnly = true)
    public WholeReport whole(CorpId corpId, PlanId planId, int windowDays, LocalDate today) {
        Results.Life life = life(corpId, planId);
        LocalDate last = earlier(Objects.requireNonNullElse(life.last(), today), today.plusDays(YEAR));
        LocalDate yearAgo = earlier(last, today).minusDays(YEAR);
        LocalDate first = Objects.requireNonNullElse(life.first(), today);
        Question question = new Question(
                corpId, planId, By.STEP, first.isBefore(yearAgo) ? yearAgo : first, last, windowDays, today);
        List<Compared> compared = results.compared(question);
        return new WholeReport(
                life.name(),
                question,
                enrolments(compared, false),
                enrolments(compared, true),
                report(question),
                results.days(question));
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }

    private static long enrolments(List<Compared> compared, boolean heldOut) {
        return compared.stream()
                .filter(one -> one.heldOut() == heldOut && one.outcome().equals("ENROLLED"))
                .mapToLong(Compared::all)
                .sum();
    }

    private Results.Life life(CorpId corpId, PlanId planId) {
        return results.life(corpId, planId).orElseThrow(() -> NotFound.of("plan"));
    }

    private Report report(Question question) {
        List<Counted> counted = results.counted(question);
        Map<String, Long> opened = results.opened(question);
        boolean byLine = question.by() != By.EMPLOYEE;
        Map<String, List<Counted>> countedByLine = counted.stream().collect(groupingBy(Counted::line));
        Set<String> all = new HashSet<>(countedByLine.keySet());
        if (byLine) {
            all.addAll(opened.keySet());
        }
        List<ResultLine> lines = all.stream()
                .map(line -> ResultLine.of(
                        line,
                        countedByLine.getOrDefault(line, List.of()),
                        byLine ? opened.getOrDefault(line, 0L) : null))
                .sorted(order(question.by()))
                .toList();
        long openings = opened.values().stream().mapToLong(Long::longValue).sum();
        return new Report(
                ResultLine.of(null, counted, openings), lines, reasons(counted), Lift.of(results.compared(question)));
    }

    /** Versions and steps are numbered as a rule: 10 comes after 9. */
    private static Comparator<ResultLine> order(By by) {
        Comparator<ResultLine> byText = Comparator.comparing(line -> text(line.line()));
        return by == By.EMPLOYEE
                ? byText
                : Comparator.<ResultLine>comparingInt(line -> text(line.line()).length())
                        .thenComparing(byText);
    }

    private static String text(@Nullable String line) {
        return Objects.requireNonNullElse(line, "");
    }

    private static List<Reason> reasons(List<Counted> counted) {
        return counted.stream()
                .filter(one -> one.reason() != null && ENDED.contains(one.outcome()))
                .collect(groupingBy(one -> List.of(one.outcome(), text(one.reason())), summingLong(Counted::steps)))
                .entrySet()
                .stream()
                .map(one -> new Reason(one.getKey().getFirst(), one.getKey().getLast(), one.getValue()))
                .sorted(Comparator.comparingLong(Reason::steps)
                        .reversed()
                        .thenComparing(Reason::state)
                        .thenComparing(Reason::reason))
                .toList();
    }
}
