package scrm.sop.link;

/**
 * What says a link.
 *
 * @param kind whether a plan or a message by hand
 * @param id of that
 * @param part a step's key and its way or variant, or a variant; at most 64 characters
 */
public record LinkOrigin(Kind kind, long id, String part) {
    /** What says links. */
    public enum Kind {
        PLAN,
        CAMPAIGN
    }
}
