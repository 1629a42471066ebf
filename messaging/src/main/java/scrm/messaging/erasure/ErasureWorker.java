package scrm.messaging.erasure;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;

/** Deletes what a service holds about an erased contact, feature by feature. */
final class ErasureWorker implements WorkHandler<ErasureWorker.Sweep> {
    static final String KIND = "contact-erasure";

    private final JdbcErasedContacts erased;
    private final List<ContactData> data;
    private final List<ContactTraces> traces;
    private final TransactionTemplate transaction;
    private final Clock clock;

    /**
     * A deletion.
     *
     * @param contactHash whose
     * @param last whether nothing can have been under way any more
     */
    record Sweep(String contactHash, boolean last) {}

    ErasureWorker(
            JdbcErasedContacts erased,
            List<ContactData> data,
            List<ContactTraces> traces,
            TransactionTemplate transaction,
            Clock clock) {
        this.erased = erased;
        this.data = List.copyOf(data);
        this.traces = List.copyOf(traces);
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Sweep> payloadType() {
        return Sweep.class;
    }

    @Override
    public int concurrency() {
        return 1;
    }

    /** Large tables are looked through. */
    @Override
    public Duration lease() {
        return Duration.ofMinutes(10);
    }

    @Override
    public Settlement handle(Work<Sweep> work) {
        Sweep sweep = work.payload();
        Optional<JdbcErasedContacts.Contact> left = erased.unswept(sweep.contactHash());
        if (left.isEmpty()) {
            return Settlement.done();
        }
        JdbcErasedContacts.Contact contact = left.get();
        // What is to be done for the contact goes before what it is done with.
        traces.forEach(trace -> trace.wipe(contact.corpId(), contact.externalUserId()));
        data.forEach(feature ->
                transaction.executeWithoutResult(_ -> feature.erase(contact.corpId(), contact.externalUserId())));
        return sweep.last()
                ? Settlement.done(() -> erased.swept(sweep.contactHash(), clock.instant()))
                : Settlement.done();
    }
}
