package scrm.wecom;

import scrm.events.CorpId;

/**
 * On whose behalf and how urgently WeCom is called; the first argument of every capability.
 *
 * @param corpId the corp whose token and quota are used
 * @param lane how urgent it is
 */
public record Caller(CorpId corpId, Lane lane) {
    public static Caller welcome(CorpId corpId) {
        return new Caller(corpId, Lane.WELCOME);
    }

    public static Caller person(CorpId corpId) {
        return new Caller(corpId, Lane.PERSON);
    }

    public static Caller bulk(CorpId corpId) {
        return new Caller(corpId, Lane.BULK);
    }

    public static Caller sync(CorpId corpId) {
        return new Caller(corpId, Lane.SYNC);
    }
}
