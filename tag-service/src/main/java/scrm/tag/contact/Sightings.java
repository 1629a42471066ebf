package scrm.tag.contact;

import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.UserId;

/**
 * A page of what WeCom shows of some members' contacts.
 *
 * @param contacts each once
 * @param nextCursor of the next page; absent at the end
 * @param unlicensed members of whom WeCom tells nothing, for want of a licence
 */
public record Sightings(List<Sighting> contacts, @Nullable String nextCursor, List<UserId> unlicensed) {
    public Sightings {
        contacts = List.copyOf(contacts);
        unlicensed = List.copyOf(unlicensed);
    }

    /** How many relations the page shows. */
    public int relations() {
        return contacts.stream()
                .mapToInt(contact -> contact.followUsers().size())
                .sum();
    }
}
