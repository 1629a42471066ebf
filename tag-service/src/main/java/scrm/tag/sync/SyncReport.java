package scrm.tag.sync;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.tag.sync.SyncContacts.Mode;

/**
 * What a synchronization found.
 *
 * @param endedAt absent while it runs
 * @param members how many members it is about
 * @param contactsBefore contacts that we held with a relation that WeCom should show
 * @param contactsAfter the same at the end; absent while it runs
 * @param tally what was counted; of a running one nothing yet
 * @param failures members who could not be read
 * @param examples a few contacts of each kind of difference
 */
record SyncReport(
        long id,
        String jobId,
        Mode mode,
        Instant startedAt,
        @Nullable Instant endedAt,
        int members,
        long contactsBefore,
        @Nullable Long contactsAfter,
        Tally tally,
        List<Failure> failures,
        Map<String, List<ExternalUserId>> examples) {
    SyncReport {
        failures = List.copyOf(failures);
        examples = Map.copyOf(examples);
    }

    /** A member who could not be read, and why. */
    record Failure(UserId userId, String reason) {}

    SyncReport with(List<Failure> newFailures, Map<String, List<ExternalUserId>> newExamples) {
        return new SyncReport(
                id,
                jobId,
                mode,
                startedAt,
                endedAt,
                members,
                contactsBefore,
                contactsAfter,
                tally,
                newFailures,
                newExamples);
    }
}
