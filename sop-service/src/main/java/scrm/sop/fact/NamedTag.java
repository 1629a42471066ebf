package scrm.sop.fact;

import scrm.events.TagGroupId;
import scrm.events.TagId;

/** A corp tag and what it and its group are called. */
public record NamedTag(TagId tagId, String name, TagGroupId groupId, String groupName) {
    /** @param group a group's id or name */
    boolean isOf(String group) {
        return groupId.value().equals(group) || groupName.equals(group);
    }
}
