package scrm.wecom;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;

/**
 * On whose behalf and how urgently WeCom is called; the first argument of every capability.
 *
 * @param corpId the corp whose token and quota are used
 * @param lane how urgent it is
 * @param notAfter the last moment at which a request may leave us, however long it waited for quota or a token; null:
 *     whenever it can
 * @param beforeSending done right before a request leaves us, each time; if it fails, nothing is sent
 */
public record Caller(CorpId corpId, Lane lane, @Nullable Instant notAfter, Runnable beforeSending) {
    private Caller(CorpId corpId, Lane lane, @Nullable Instant notAfter) {
        this(corpId, lane, notAfter, () -> {});
    }

    /** @param notAfter after it the welcome code may have died on the way */
    public static Caller welcome(CorpId corpId, Instant notAfter) {
        return new Caller(corpId, Lane.WELCOME, notAfter);
    }

    /** For whoever waits for a token, which is as urgent as can be. */
    public static Caller token(CorpId corpId) {
        return new Caller(corpId, Lane.WELCOME, null);
    }

    public static Caller person(CorpId corpId) {
        return new Caller(corpId, Lane.PERSON, null);
    }

    public static Caller bulk(CorpId corpId) {
        return new Caller(corpId, Lane.BULK, null);
    }

    public static Caller sync(CorpId corpId) {
        return new Caller(corpId, Lane.SYNC, null);
    }

    /** The same, who notes first that it is sent. */
    public Caller noting(Runnable sending) {
        return new Caller(corpId, lane, notAfter, sending);
    }
}
