package scrm.sop.definition;

import java.time.Duration;

/**
 * What becomes of what was missed because nobody was there to do it.
 *
 * @param policy what is done
 * @param tolerance how late something may be without having been missed
 */
public record Misfire(Policy policy, Duration tolerance) {
    /** What is late is done. */
    public static final Misfire RUN = new Misfire(Policy.RUN, Duration.ofMinutes(15));

    /** What is done. */
    public enum Policy {
        /** It is done late. */
        RUN,
        /** It is left out. */
        SKIP,
        /** Somebody is asked. */
        ASK
    }
}
