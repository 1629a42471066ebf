package scrm.group.lifecycle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.group.charter.Charter;
import scrm.rest.csv.CsvTable;

/**
 * What a group came to, as it stood when it began to close.
 *
 * @param at when
 * @param cause why it closes
 * @param facts what was known of it
 * @param contactsEver contacts who were ever in
 * @param stays their stays: who came back has several
 * @param left stays that ended because the contact left
 * @param removed stays that ended because the contact was removed
 * @param averageDays how long the stays of contacts lasted, those that go on up to now
 */
record ClosingReport(
        Instant at, Cause cause, Facts facts, long contactsEver, long stays, long left, long removed, long averageDays)
        implements CsvTable {
    /** Itself as plain values. */
    record Row(
            Instant at,
            Cause cause,
            @Nullable Instant openedAt,
            int members,
            int contacts,
            int joins30,
            int quits30,
            @Nullable LocalDate endsOn,
            Charter.@Nullable Measure measure,
            @Nullable Long target,
            long reached,
            long contactsEver,
            long stays,
            long left,
            long removed,
            long averageDays) {}

    @Override
    public List<Row> rows() {
        return List.of(new Row(
                at,
                cause,
                facts.openedAt(),
                facts.members(),
                facts.contacts(),
                facts.joins30(),
                facts.quits30(),
                facts.endsOn(),
                facts.measure(),
                facts.target(),
                facts.reached(),
                contactsEver,
                stays,
                left,
                removed,
                averageDays));
    }
}
