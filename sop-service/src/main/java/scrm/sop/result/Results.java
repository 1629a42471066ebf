package scrm.sop.result;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.sop.plan.PlanId;

/** The sums of plans as results read them. */
interface Results {
    /** Empty: there is no such plan. */
    Optional<Life> life(CorpId corpId, PlanId planId);

    /** How far the steps of each line came, and what followed them. */
    List<Counted> counted(Question question);

    /** What contacts did who were enrolled in those days, and those who were held out. */
    List<Compared> compared(Question question);

    /** How often links that many got were opened in those days, by line; by member all of it in one. */
    Map<String, Long> opened(Question question);

    /** How many steps were due on each day that were delivered in the end, and how many were not. */
    NavigableMap<LocalDate, Day> days(Question question);

    /**
     * A plan's life.
     *
     * @param first the first day on which anything was due or somebody was enrolled; null: nothing was
     * @param last the last such day, which may be to come, or the last on which a link that many got was opened
     */
    record Life(
            String name,
            @Nullable LocalDate first,
            @Nullable LocalDate last) {}

    /** @param ended steps that failed or were skipped */
    record Day(long delivered, long ended) {
        static final Day NONE = new Day(0, 0);
    }

    /**
     * Steps of a line that are alike, or what followed some.
     *
     * @param line a version, a step's key, that with the key of a variant, or a userid
     * @param outcome a due step's state, or the kind of what followed
     * @param reason why they were skipped or failed
     * @param dispatched whether they were handed over
     * @param steps how many there are
     * @param late how many of them went out late
     * @param judged how many count in the end: brought to somebody so long ago that the window is over, and for what
     *     followed, within it
     * @param judgedAfterDay the same for a window of a day
     */
    record Counted(
            String line,
            String outcome,
            @Nullable String reason,
            boolean dispatched,
            long steps,
            long late,
            long judged,
            long judgedAfterDay) {}

    /**
     * Enrolments that are alike, or what followed some.
     *
     * @param holdOut how many percent were held out then
     * @param outcome {@code ENROLLED}, or the kind of what followed
     * @param all how many there are
     * @param judged how many count: the window is over, and what followed is within it
     */
    record Compared(int holdOut, boolean heldOut, String outcome, long all, long judged) {}
}
