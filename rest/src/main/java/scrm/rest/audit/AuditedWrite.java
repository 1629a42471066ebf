package scrm.rest.audit;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.rest.access.ApiClient;

/** One writing request, and whether its entry stands. Belongs to the thread that works on it. */
final class AuditedWrite {
    /** What the current thread works on. */
    static final ScopedValue<AuditedWrite> CURRENT = ScopedValue.newInstance();

    private final Call call;
    private final @Nullable String earlier;
    private final Supplier<@Nullable String> body;
    private boolean reading;
    private @Nullable Long entry;
    private boolean committed;

    /**
     * @param earlier what GET answered right before, if it does
     * @param body as far as it has been read
     */
    AuditedWrite(Call call, @Nullable String earlier, Supplier<@Nullable String> body) {
        this.call = call;
        this.earlier = earlier;
        this.body = body;
    }

    /**
     * Who did what.
     *
     * @param path behind the corp, with the query
     */
    record Call(CorpId corpId, ApiClient client, String method, String path, String traceId) {
        /** The first segment of the path. */
        String resource() {
            return path.split("[/?]", 2)[0];
        }
    }

    Call call() {
        return call;
    }

    @Nullable
    String earlier() {
        return earlier;
    }

    @Nullable
    String body() {
        return body.get();
    }

    /** It turned out to be no write. */
    void changesNothing() {
        reading = true;
    }

    /** Whether an entry has yet to be written. */
    boolean isOwed() {
        return !reading && !committed;
    }

    /** Whether the entry stands, whatever becomes of the rest of the request. */
    boolean isKept() {
        return committed;
    }

    /** The entry was written in a transaction that has yet to commit, or in none. */
    void written(long id) {
        entry = id;
    }

    void committed() {
        committed = entry != null;
    }

    long entry() {
        if (entry == null) {
            throw new IllegalStateException("no entry was written");
        }
        return entry;
    }
}
