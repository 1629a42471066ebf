package scrm.messaging;

import java.time.Instant;

import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalContactEvent.ExternalContactEdited;
import scrm.events.ExternalUserId;
import scrm.events.UserId;

/** Events for tests. */
final class Events {
    static final CorpId CORP = new CorpId("ww1");

    private Events() {}

    /** The edit of a contact that has a number, unlike any other edit. */
    static ExternalContactEdited edit(String contact, int number) {
        return new ExternalContactEdited(
                EventId.derived(contact, String.valueOf(number)),
                CORP,
                Instant.parse("2026-11-22T10:00:00Z").plusSeconds(number),
                new UserId("zhangsan"),
                new ExternalUserId(contact));
    }

    /** The number of an edit made by {@link #edit}. */
    static int number(scrm.events.Event event) {
        return (int) (event.occurredAt().getEpochSecond()
                - Instant.parse("2026-11-22T10:00:00Z").getEpochSecond());
    }
}
