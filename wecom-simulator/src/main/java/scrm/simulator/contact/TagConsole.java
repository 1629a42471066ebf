package scrm.simulator.contact;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.simulator.contact.CorpTags.NewTag;
import scrm.simulator.server.World;

/** What the admin does to tags in the console; unlike the API, it causes callbacks. */
public final class TagConsole {
    private final World world;
    private final CorpTags tags;

    public TagConsole(World world, CorpTags tags) {
        this.world = world;
        this.tags = tags;
    }

    /** The group's id, then those of the tags made. */
    public List<String> add(String groupName, List<String> tagNames) {
        boolean fresh = tags.findGroup(null, groupName).isEmpty();
        TagGroup group = tags.groupNamed(null, groupName, 0);
        List<CorpTag> made = tags.add(
                group, tagNames.stream().map(name -> new NewTag(name, 0)).toList());
        made.forEach(tag -> tag.consoles = true);
        if (fresh) {
            group.consoles = true;
            tell(group.id(), "tag_group", "create");
        }
        made.forEach(tag -> tell(tag.id(), "tag", "create"));
        List<String> ids = new ArrayList<>(List.of(group.id()));
        made.forEach(tag -> ids.add(tag.id()));
        return ids;
    }

    public void rename(String id, String name) {
        if (tags.findTag(id).isPresent()) {
            tags.rename(tags.tag(id), name);
            tell(id, "tag", "update");
        } else {
            tags.rename(tags.group(id), name);
            tell(id, "tag_group", "update");
        }
    }

    public void deleteTag(String id) {
        CorpTag tag = tags.tag(id);
        boolean groupToo = tags.delete(tag);
        tell(id, "tag", "delete");
        if (groupToo) {
            tell(tag.group().id(), "tag_group", "delete");
        }
    }

    public void deleteGroup(String id) {
        tags.group(id).delete();
        tell(id, "tag_group", "delete");
    }

    /** Reverses the order of a group's tags, or of all groups. */
    public void shuffle(@Nullable String groupId) {
        if (groupId == null) {
            List<TagGroup> groups = tags.groups();
            for (int i = 0; i < groups.size(); i++) {
                tags.reorder(groups.get(i), i);
            }
        } else {
            List<CorpTag> all = tags.group(groupId).tags;
            for (int i = 0; i < all.size(); i++) {
                tags.reorder(all.get(i), i);
            }
        }
        tell(groupId == null ? "" : groupId, "tag_group", "shuffle");
    }

    private void tell(String id, String tagType, String changeType) {
        world.tell(world.events().externalTag(id, tagType, changeType, null));
    }
}
