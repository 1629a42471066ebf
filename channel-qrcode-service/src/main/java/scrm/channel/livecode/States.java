package scrm.channel.livecode;

import java.security.SecureRandom;
import java.util.Base64;

import scrm.events.State;

/** Makes states that nobody guesses: whoever knows one could pass contacts off as another channel's. */
final class States {
    /** 144 bits: 24 characters of the 30 that WeCom takes (document 92228). */
    private static final int BYTES = 18;

    private static final SecureRandom RANDOM = new SecureRandom();

    private States() {}

    static State next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new State(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
