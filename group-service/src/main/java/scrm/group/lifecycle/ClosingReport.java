package scrm.group.lifecycle;

import java.time.Instant;

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
        Instant at,
        Cause cause,
        Facts facts,
        long contactsEver,
        long stays,
        long left,
        long removed,
        long averageDays) {}
