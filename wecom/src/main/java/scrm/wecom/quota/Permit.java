package scrm.wecom.quota;

import java.time.Duration;

import scrm.events.CorpId;

/** The right to one call; closed when the call is over. If the process dies first, its lease ends. */
public final class Permit implements AutoCloseable {
    private final Quota quota;
    private final CorpId corpId;
    private final String api;
    private final String id;
    private final long grantedAt;

    Permit(Quota quota, CorpId corpId, String api, String id, long grantedAt) {
        this.quota = quota;
        this.corpId = corpId;
        this.api = api;
        this.id = id;
        this.grantedAt = grantedAt;
    }

    /**
     * WeCom answered 45009: no calls of this API for this corp for a while, by anybody.
     *
     * @return how long
     */
    public Duration blocked() {
        return quota.block(corpId, api);
    }

    /** WeCom answered 45033: fewer calls of this API at once for this corp. */
    public void crowded() {
        quota.lowerConcurrency(corpId, api, grantedAt);
    }

    @Override
    public void close() {
        quota.release(corpId, api, id);
    }
}
