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
 */
public record Caller(CorpId corpId, Lane lane, @Nullable Instant notAfter) {
    /** @param notAfter after it the welcome code may have died on the way */
    public static Caller welcome(CorpId corpId, Instant notAfter) {
        return new Caller(corpId, Lane.WELCOME, notAfter);
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
}
