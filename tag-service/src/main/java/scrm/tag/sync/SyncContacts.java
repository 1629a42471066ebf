package scrm.tag.sync;

/**
 * Compare the contacts of all members with what we hold, and repair it: relations whose callbacks were lost come to
 * light, with their state, so that they can be attributed too.
 *
 * @param mode how much is read
 */
public record SyncContacts(Mode mode) {
    /** The kind of job. */
    public static final String KIND = "external-contact-sync";

    /** How much is read. */
    public enum Mode {
        /** Every relation. */
        FULL,
        /** Each member's list, and in detail only what it shows and we do not hold, or the other way round. */
        INCREMENTAL
    }
}
