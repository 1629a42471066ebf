package scrm.tag.corptag;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.events.TagId;
import scrm.events.UserId;

/**
 * A tag group with what only we know of it.
 *
 * @param group as WeCom has it
 * @param traits ours
 * @param version of the group's own row
 * @param shown grows with each change of the group or of one of its tags
 */
record KeptTagGroup(TagGroup group, Traits traits, long version, long shown) {
    /**
     * What WeCom has no place for.
     *
     * @param category what its tags are about
     * @param exclusive whether a relation has at most one of its tags: setting one takes the others away
     * @param colour {@code #RRGGBB}
     * @param owner the member to ask about it
     */
    record Traits(
            Category category,
            boolean exclusive,
            @Nullable String colour,
            @Nullable UserId owner) {
        static final Traits NONE = new Traits(Category.ATTRIBUTE, false, null, null);
    }

    /** What tags are about. */
    enum Category {
        /** What contacts do. */
        BEHAVIOUR,
        /** How far a contact has come. */
        GROWTH,
        /** What a contact is. */
        ATTRIBUTE
    }

    /** One of its tags. */
    Optional<CorpTag> tag(TagId tagId) {
        return group.tags().stream().filter(tag -> tag.tagId().equals(tagId)).findFirst();
    }
}
