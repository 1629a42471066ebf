package scrm.messaging;

import java.time.Instant;

import scrm.events.CorpId;

/**
 * A piece of work.
 *
 * @param kind which {@link WorkHandler} does it, for example {@code welcome}
 * @param corpId the corp that it is for
 * @param key names it among its kind and corp, at most 190 characters
 * @param payload a record, kept as JSON
 * @param dueAt not before this, by the service's clock
 * @param mode what to do when it is there already
 */
public record WorkRequest(String kind, CorpId corpId, String key, Record payload, Instant dueAt, Mode mode) {
    public WorkRequest {
        if (kind.isBlank() || kind.length() > 64) {
            throw new IllegalArgumentException("kind must have 1 to 64 characters");
        }
        if (key.isBlank() || key.length() > 190) {
            throw new IllegalArgumentException("key must have 1 to 190 characters");
        }
    }

    /** What a second request of the same kind, corp and key means. */
    public enum Mode {
        /** Nothing: this is done once, ever. */
        ONCE,
        /** Do it (again) with this payload: waiting work is replaced, running work is run once more after it. */
        REFRESH
    }

    /** Work that is done once, ever. */
    public static WorkRequest once(String kind, CorpId corpId, String key, Record payload, Instant dueAt) {
        return new WorkRequest(kind, corpId, key, payload, dueAt, Mode.ONCE);
    }

    /** Work that brings something up to date; many requests within a moment become one run. */
    public static WorkRequest refresh(String kind, CorpId corpId, String key, Record payload, Instant dueAt) {
        return new WorkRequest(kind, corpId, key, payload, dueAt, Mode.REFRESH);
    }
}
