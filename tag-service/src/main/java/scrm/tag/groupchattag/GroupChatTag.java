package scrm.tag.groupchattag;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tag for group chats.
 *
 * @param id its row
 * @param draft what people say of it
 * @param version grows with each edit
 */
record GroupChatTag(long id, Draft draft, long version, Instant createdAt) {
    /**
     * What people say of a tag.
     *
     * @param name unique in the corp
     * @param category what it is about, in the corp's own words; empty if nothing is said
     * @param colour {@code #RRGGBB}
     */
    record Draft(String name, String category, @Nullable String colour) {}
}
