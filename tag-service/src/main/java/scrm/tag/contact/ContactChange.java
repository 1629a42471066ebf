package scrm.tag.contact;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written of a contact.
 *
 * @param before as we held it
 * @param profile the new profile, or null if it stays
 * @param readAt when the reading began, {@link Instant#MIN} if there was none
 * @param followUsers relations that differ
 */
record ContactChange(
        KnownContact before, @Nullable Profile profile, Instant readAt, List<FollowUserChange> followUsers) {
    ContactChange {
        followUsers = List.copyOf(followUsers);
    }

    ContactKey key() {
        return before.key();
    }

    /** Whether there is anything to write; most readings of a large sync show nothing new. */
    boolean any() {
        return profile != null || !followUsers.isEmpty();
    }
}
