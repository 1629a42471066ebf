package scrm.sop.result;

import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import scrm.sop.result.Results.Counted;

/**
 * The figures of a line; the answer's {@code definitions} say what each means.
 *
 * @param line a version, a step's key, that with the key of a variant ({@code hello:A}), or a userid; null: the whole
 *     plan
 * @param opened not of steps but of links; null by member
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
        long replied,
        long judgedAfterDay,
        long lostWithinDay,
        @Nullable Long opened) {
    private static final Set<String> WAITING = Set.of("PENDING", "HELD", "ASKED");
    private static final Set<String> DELIVERED = Set.of("SENT", "DONE");
    private static final Set<String> FAILED = Set.of("FAILED");
    private static final Set<String> FOLLOWED = Set.of("BOUGHT", "CLICKED", "REPLIED", "LOST");

    /** @param all of this line */
    static ResultLine of(@Nullable String line, List<Counted> all, @Nullable Long opened) {
        return new ResultLine(
                line,
                sum(all.stream().filter(counted -> !FOLLOWED.contains(counted.outcome())), Counted::steps),
                sum(in(all, WAITING), Counted::steps),
                sum(all.stream().filter(Counted::dispatched), Counted::steps),
                sum(in(all, DELIVERED), Counted::steps),
                sum(in(all, FAILED).filter(c -> "REFUSED".equals(c.reason())), Counted::steps),
                sum(in(all, FAILED).filter(c -> !"REFUSED".equals(c.reason())), Counted::steps),
                sum(in(all, Set.of("SKIPPED")), Counted::steps),
                sum(in(all, Set.of("UNKNOWN")), Counted::steps),
                sum(all.stream(), Counted::late),
                sum(in(all, DELIVERED), Counted::judged),
                sum(in(all, Set.of("BOUGHT")), Counted::judged),
                sum(in(all, Set.of("CLICKED")), Counted::judged),
                sum(in(all, Set.of("REPLIED")), Counted::judged),
                sum(in(all, DELIVERED), Counted::judgedAfterDay),
                sum(in(all, Set.of("LOST")), Counted::judgedAfterDay),
                opened);
    }

    private static Stream<Counted> in(List<Counted> all, Set<String> outcomes) {
        return all.stream().filter(counted -> outcomes.contains(counted.outcome()));
    }

    private static long sum(Stream<Counted> some, ToLongFunction<Counted> figure) {
        return some.mapToLong(figure).sum();
    }
}
