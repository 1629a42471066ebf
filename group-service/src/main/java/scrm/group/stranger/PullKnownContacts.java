package scrm.group.stranger;

import java.time.Instant;

/**
 * The job that reads who is whose contact.
 *
 * @param since when it was asked for
 */
public record PullKnownContacts(Instant since) {
    /** The kind of job. */
    public static final String KIND = "known-contact-pull";
}
