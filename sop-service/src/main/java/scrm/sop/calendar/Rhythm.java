package scrm.sop.calendar;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * What a group promises: something at least every so many days.
 *
 * @param everyDays 1: every day
 */
record Rhythm(int everyDays) {
    /** Days on which nothing is said, from the first to the last of them. */
    record Gap(LocalDate from, LocalDate until) {}

    /**
     * Runs of days that are long enough to break the promise.
     *
     * @param days on which something is said, some days before and after the range too, so that a run which reaches
     *     beyond the range is seen whole
     * @param from the first day asked about
     * @param until the last one
     */
    List<Gap> gaps(Collection<LocalDate> days, LocalDate from, LocalDate until) {
        List<Gap> gaps = new ArrayList<>();
        TreeSet<LocalDate> said = new TreeSet<>(days);
        LocalDate end = until.plusDays(everyDays);
        LocalDate begins = from.minusDays(everyDays);
        while (!begins.isAfter(end)) {
            LocalDate next = said.ceiling(begins);
            LocalDate last = next == null || next.isAfter(end) ? end : next.minusDays(1);
            boolean touches = !last.isBefore(from) && !begins.isAfter(until);
            if (touches && !last.isBefore(begins.plusDays(everyDays - 1L))) {
                gaps.add(new Gap(begins.isBefore(from) ? from : begins, last.isAfter(until) ? until : last));
            }
            begins = last.plusDays(2);
        }
        return gaps;
    }
}
