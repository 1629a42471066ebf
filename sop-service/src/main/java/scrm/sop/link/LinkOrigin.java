package scrm.sop.link;

/**
 * What says a link.
 *
 * @param kind whether a plan or a message by hand
 * @param id of that
 * @param version of the plan; {@link #NO_VERSION}: a message by hand has none
 * @param part of a plan a step's key, {@code key 2} for the second of its ways and so on, {@code key:variant} where
 *     what the step says has variants; of a message by hand a variant. At most 64 characters
 */
public record LinkOrigin(Kind kind, long id, int version, String part) {
    /** Of what has no versions. */
    public static final int NO_VERSION = 0;

    /** What says links. */
    public enum Kind {
        PLAN,
        CAMPAIGN
    }
}
