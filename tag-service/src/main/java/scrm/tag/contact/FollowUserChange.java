package scrm.tag.contact;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

import scrm.events.TagId;

/** A relation before and after. */
record FollowUserChange(FollowUser before, FollowUser after) {
    /** Whether this is a relation that we did not know: the first of the two, or a new one after an ended one. */
    boolean created() {
        return after.ending() == null
                && after.relation().addedAt() != null
                && (before.relation().addedAt() == null || before.ending() != null);
    }

    /** Whether anything but tags differs. */
    boolean relationDiffers() {
        return !after.relation().equals(before.relation()) || !Objects.equals(after.ending(), before.ending());
    }

    Set<TagId> tagsAdded() {
        return without(after.tags(), before.tags());
    }

    Set<TagId> tagsRemoved() {
        return without(before.tags(), after.tags());
    }

    Set<String> personalTagsAdded() {
        return without(after.personalTags(), before.personalTags());
    }

    Set<String> personalTagsRemoved() {
        return without(before.personalTags(), after.personalTags());
    }

    private static <T> Set<T> without(Set<T> all, Set<T> some) {
        Set<T> rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }
}
