package scrm.group.statistics;

import java.time.LocalDate;

/** A job: asks WeCom for the counts of these days. */
record PullStatistics(LocalDate first, LocalDate last) {
    static final String KIND = "group-statistics";
}
