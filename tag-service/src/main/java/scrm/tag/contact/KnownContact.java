package scrm.tag.contact;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

import scrm.events.UserId;
import scrm.tag.contact.Sighting.SeenFollowUser;

/**
 * A contact with all its relations, as we hold it; unknown ones are held as {@link #unread}.
 *
 * @param key which one
 * @param profile what WeCom told last
 * @param refreshedAt when the reading began that the profile comes from; {@link Instant#MIN} if none
 * @param followUsers relations by member
 */
record KnownContact(ContactKey key, Profile profile, Instant refreshedAt, Map<UserId, FollowUser> followUsers) {
    KnownContact {
        followUsers = Map.copyOf(followUsers);
    }

    static KnownContact unread(ContactKey key) {
        return new KnownContact(key, Profile.UNREAD, Instant.MIN, Map.of());
    }

    /** A loss was told; it may come before anything else about the two. */
    ContactChange ended(UserId userId, Ending ending) {
        FollowUser before = followUsers.getOrDefault(userId, FollowUser.unread(userId));
        FollowUser after = before.ended(ending);
        return new ContactChange(
                this,
                null,
                Instant.MIN,
                after.equals(before) ? List.of() : List.of(new FollowUserChange(before, after)));
    }

    /** What a reading changes. */
    ContactChange seen(Sighting sighting) {
        Instant readAt = sighting.readAt();
        List<FollowUserChange> changes = new ArrayList<>();
        for (SeenFollowUser seen : sighting.followUsers()) {
            FollowUser before = followUsers.getOrDefault(seen.userId(), FollowUser.unread(seen.userId()));
            add(changes, before, before.seen(seen, readAt));
        }
        if (sighting.whole()) {
            TreeSet<String> shown = new TreeSet<>();
            sighting.followUsers().forEach(seen -> shown.add(seen.userId().value()));
            followUsers.values().stream()
                    .filter(before -> !shown.contains(before.userId().value()))
                    .forEach(before -> add(changes, before, before.unseen(readAt)));
        }
        return new ContactChange(this, newProfile(sighting), readAt, changes);
    }

    private @Nullable Profile newProfile(Sighting sighting) {
        Profile told = sighting.profile();
        boolean news =
                told != null && !told.equals(profile) && !sighting.readAt().isBefore(refreshedAt);
        return news ? told : null;
    }

    private static void add(List<FollowUserChange> changes, FollowUser before, FollowUser after) {
        if (!after.saysTheSameAs(before)) {
            changes.add(new FollowUserChange(before, after));
        }
    }
}
