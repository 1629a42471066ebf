package scrm.wecom.token;

import scrm.wecom.Corp;

/** Where tokens come from: {@code gettoken}. */
@FunctionalInterface
public interface TokenSource {
    /**
     * Asks WeCom for a token.
     *
     * @throws scrm.wecom.WeComException MISCONFIGURED for a bad secret
     */
    Token fetch(Corp corp);
}
