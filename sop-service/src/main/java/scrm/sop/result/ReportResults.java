package scrm.sop.result;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.rest.NotFound;
import scrm.sop.result.ResultLine.Reacted;
import scrm.sop.result.Results.Counted;

/** Puts a plan's figures together, all of one moment. */
@Service
class ReportResults {
    private static final Duration DAY = Duration.ofDays(1);

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
     */
    record Report(ResultLine total, List<ResultLine> lines, List<Reason> reasons) {}

    /** How many steps ended so for a reason. */
    record Reason(String state, String reason, long steps) {}

    @Transactional(readOnly = true)
    public Report of(Question question) {
        if (!results.isPlan(question.corpId(), question.planId())) {
            throw NotFound.of("plan");
        }
        List<Counted> counted = results.counted(question);
        Map<String, Long> bought = results.reacted(question, Reactions.Kind.BOUGHT);
        Map<String, Long> clicked = results.reacted(question, Reactions.Kind.CLICKED);
        Map<String, Long> lost = results.reacted(within(question, DAY), Reactions.Kind.LOST);
        List<ResultLine> lines = counted.stream().collect(Collectors.groupingBy(Counted::line)).entrySet().stream()
                .map(line ->
                        ResultLine.of(line.getKey(), line.getValue(), Reacted.in(line.getKey(), bought, clicked, lost)))
                .sorted(order(question.by()))
                .toList();
        return new Report(
                ResultLine.of(null, counted, Reacted.in(null, bought, clicked, lost)), lines, reasons(counted));
    }

    private static Question within(Question question, Duration window) {
        return new Question(
                question.corpId(),
                question.planId(),
                question.by(),
                question.from(),
                question.until(),
                window,
                question.now());
    }

    /** Versions and steps are numbered as a rule: 10 comes after 9. */
    private static Comparator<ResultLine> order(Question.By by) {
        Comparator<ResultLine> byText = Comparator.comparing(line -> text(line.line()));
        return by == Question.By.EMPLOYEE
                ? byText
                : Comparator.<ResultLine>comparingInt(line -> text(line.line()).length())
                        .thenComparing(byText);
    }

    private static String text(@Nullable String line) {
        return Objects.requireNonNullElse(line, "");
    }

    private static List<Reason> reasons(List<Counted> counted) {
        return counted.stream()
                .filter(one -> one.reason() != null)
                .collect(Collectors.groupingBy(
                        one -> List.of(one.state(), text(one.reason())), Collectors.summingLong(Counted::steps)))
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
