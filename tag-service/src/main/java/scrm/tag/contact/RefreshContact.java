package scrm.tag.contact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

import scrm.events.ExternalUserId;

/**
 * Read a contact anew.
 *
 * @param externalUserId the contact
 * @param expectedSince when we heard that somebody has just become its follower: if WeCom does not show it yet, it soon
 *     will; absent: nobody has
 */
record RefreshContact(
        ExternalUserId externalUserId, @Nullable Instant expectedSince) {
    static final String KIND = "contact-refresh";
}
