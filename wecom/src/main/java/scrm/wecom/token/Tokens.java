package scrm.wecom.token;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import scrm.wecom.Corp;
import scrm.wecom.Corps;

/**
 * The token of each corp's app. A usable one is handed out without a lock and without a look at Redis; from 80 % of its
 * life on the next is fetched behind the readers' backs. One process asks WeCom for all, unless Redis is away.
 */
public final class Tokens {
    private final SharedTokens shared;
    private final TokenSource source;
    private final Clock clock;
    private final MeterRegistry meters;
    /** By the whole entry: a corp whose secret or app changes starts afresh. */
    private final ConcurrentMap<Corp, CorpToken> tokens = new ConcurrentHashMap<>();

    Tokens(SharedTokens shared, TokenSource source, Clock clock, MeterRegistry meters) {
        this.shared = shared;
        this.source = source;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * A token that is not known to be invalid.
     *
     * @throws scrm.wecom.WeComException when there is none and none can be had
     */
    public Token current(Corp corp) {
        return of(corp).current();
    }

    /**
     * The token to use after WeCom called one invalid: another one that came in the meantime, else a new one. However
     * many callers come with the same failed token, WeCom is asked once.
     */
    public Token replace(Corp corp, Token failed) {
        return of(corp).replace(failed);
    }

    /**
     * Fetches what is due, so that a corp that was idle does not make its next caller wait; forgets corps that left.
     */
    void refreshDue(Corps corps) {
        tokens.keySet().removeIf(corp -> !corp.equals(corps.find(corp.corpId()).orElse(null)));
        tokens.values().forEach(CorpToken::refreshIfDue);
    }

    private CorpToken of(Corp corp) {
        CorpToken token = tokens.get(corp);
        return token != null
                ? token
                : tokens.computeIfAbsent(corp, c -> new CorpToken(c, shared, source, clock, meters));
    }
}
