package scrm.wecom.quota;

import scrm.events.CorpId;

/** The right to one call; closed when the call is over. If the process dies first, its lease ends. */
public final class Permit implements AutoCloseable {
    private final Quota quota;
    private final CorpId corpId;
    private final String api;
    private final String id;

    Permit(Quota quota, CorpId corpId, String api, String id) {
        this.quota = quota;
        this.corpId = corpId;
        this.api = api;
        this.id = id;
    }

    @Override
    public void close() {
        quota.release(corpId, api, id);
    }
}
