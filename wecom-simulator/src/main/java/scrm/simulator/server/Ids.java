package scrm.simulator.server;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes ids that look like WeCom's and are the same whenever the same things happen after the same seed. Guessing one
 * is easy: they are no secrets.
 */
public final class Ids {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final long seed;
    private final AtomicLong count = new AtomicLong();

    public Ids(String corpId, long seed) {
        this.seed = mix(corpId.hashCode() * 0x9E3779B97F4A7C15L ^ seed);
    }

    /** A prefix such as {@code wm}, then as many letters and digits as asked for (11 keep ids apart). */
    public String next(String prefix, int length) {
        long bits = mix(seed + 0x9E3779B97F4A7C15L * count.incrementAndGet());
        StringBuilder id = new StringBuilder(prefix);
        for (int i = 0; i < length; i++) {
            if (i % 10 == 9) {
                bits = mix(bits + i);
            }
            id.append(ALPHABET.charAt((int) Long.remainderUnsigned(bits, ALPHABET.length())));
            bits = Long.divideUnsigned(bits, ALPHABET.length());
        }
        return id.toString();
    }

    /** The finalizer of SplitMix64: a bijection, so different counts give different bits. */
    private static long mix(long bits) {
        bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return bits ^ (bits >>> 31);
    }
}
