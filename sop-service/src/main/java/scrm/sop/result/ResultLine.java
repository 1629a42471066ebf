package scrm.sop.result;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import scrm.sop.result.Results.Counted;

/**
 * The figures of a line; the answer's {@code definitions} say what each means.
 *
 * @param line a version, a step's key or a userid; null: the whole plan
 */
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
    private static final Set<String> WAITING = Set.of("PENDING", "HELD", "ASKED");
    private static final Set<String> DELIVERED = Set.of("SENT", "DONE");
    private static final Set<String> FAILED = Set.of("FAILED");

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
                sum(in(all, WAITING)),
                sum(all.stream().filter(Counted::dispatched)),
                sum(in(all, DELIVERED)),
                sum(in(all, FAILED).filter(c -> "REFUSED".equals(c.reason()))),
                sum(in(all, FAILED).filter(c -> !"REFUSED".equals(c.reason()))),
                sum(in(all, Set.of("SKIPPED"))),
                sum(in(all, Set.of("UNKNOWN"))),
                all.stream().mapToLong(Counted::late).sum(),
                all.stream().mapToLong(Counted::judged).sum(),
                reacted.converted(),
                reacted.clicked(),
                all.stream().mapToLong(Counted::judgedAfterDay).sum(),
                reacted.lost());
    }

    private static Stream<Counted> in(List<Counted> all, Set<String> states) {
        return all.stream().filter(counted -> states.contains(counted.state()));
    }

    private static long sum(Stream<Counted> some) {
        return some.mapToLong(Counted::steps).sum();
    }
}
