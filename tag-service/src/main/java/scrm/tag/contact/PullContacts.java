package scrm.tag.contact;

/**
 * Read all contacts of all members and repair what we hold: relations whose callbacks were lost come to light, with
 * their state, so that they can be attributed too.
 */
public record PullContacts() {
    /** The kind of job. */
    public static final String KIND = "external-contact-pull";
}
