package scrm.sop.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import scrm.sop.result.Results.Counted;

/**
 * The figures of a line; the answer's {@code definitions} say what each means.
 *
 * @param line a version, a step's key or a userid; absent: the whole plan
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ResultLine(
        @Nullable String line,
        long planned,
        long waiting,
        long sent,
        long delivered,
        long refused,
        long failed,
        long skipped,
        long unknown,
        long late,
        long judged,
        long converted,
        long clicked,
        long judgedAfterDay,
        long lostWithinDay) {
    /**
     * What contacts did, in steps.
     *
     * @param converted after which they bought
     * @param clicked after which they followed a link
     * @param lost after which they were lost within a day
     */
    record Reacted(long converted, long clicked, long lost) {
        static Reacted in(
                @Nullable String line, Map<String, Long> bought, Map<String, Long> clicked, Map<String, Long> lost) {
            return new Reacted(of(line, bought), of(line, clicked), of(line, lost));
        }

        private static long of(@Nullable String line, Map<String, Long> steps) {
            return line == null
                    ? steps.values().stream().mapToLong(Long::longValue).sum()
                    : steps.getOrDefault(line, 0L);
        }
    }

    /** @param all of this line */
    static ResultLine of(@Nullable String line, List<Counted> all, Reacted reacted) {
        return new ResultLine(
                line,
                sum(all.stream()),
                sum(all.stream()
                        .filter(c -> List.of("PENDING", "CLAIMED", "HELD").contains(c.state()))),
                sum(all.stream().filter(Counted::dispatched)),
                sum(in(all, "SENT")),
                sum(in(all, "FAILED").filter(c -> "REFUSED".equals(c.reason()))),
                sum(in(all, "FAILED").filter(c -> !"REFUSED".equals(c.reason()))),
                sum(in(all, "SKIPPED")),
                sum(in(all, "UNKNOWN")),
                all.stream().mapToLong(Counted::late).sum(),
                all.stream().mapToLong(Counted::judged).sum(),
                reacted.converted(),
                reacted.clicked(),
                all.stream().mapToLong(Counted::judgedAfterDay).sum(),
                reacted.lost());
    }

    private static Stream<Counted> in(List<Counted> all, String state) {
        return all.stream().filter(counted -> counted.state().equals(state));
    }

    private static long sum(Stream<Counted> some) {
        return some.mapToLong(Counted::steps).sum();
    }
}
