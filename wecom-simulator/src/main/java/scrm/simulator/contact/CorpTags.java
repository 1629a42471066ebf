package scrm.simulator.contact;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

import scrm.simulator.server.WeComError;
import scrm.simulator.server.World;

/** All tags of one corp, strategy tags included: what is so, and how it changes. Sources: documents 92117, 94882. */
public final class CorpTags {
    private static final int CAPACITY = 10_000;
    private static final int NAME_LENGTH = 30;
    private static final long ORDER_END = 1L << 32;

    private final World world;
    private final Map<String, TagGroup> groups = new LinkedHashMap<>();
    private final Map<String, CorpTag> tags = new LinkedHashMap<>();

    public CorpTags(World world) {
        this.world = world;
    }

    List<TagGroup> groups() {
        return List.copyOf(groups.values());
    }

    Optional<CorpTag> findTag(String id) {
        return Optional.ofNullable(tags.get(id));
    }

    /** A living tag (40068). */
    CorpTag tag(String id) {
        CorpTag tag = tags.get(id);
        if (tag == null || tag.deleted()) {
            throw new WeComError(40068, "invalid tagid: " + id);
        }
        return tag;
    }

    /** A living group (40068). */
    TagGroup group(String id) {
        TagGroup group = groups.get(id);
        if (group == null || group.deleted()) {
            throw new WeComError(40068, "invalid group_id: " + id);
        }
        return group;
    }

    Optional<TagGroup> findGroup(@Nullable Long strategyId, String name) {
        return groups.values().stream()
                .filter(group -> !group.deleted()
                        && Objects.equals(group.strategyId(), strategyId)
                        && group.name().equals(name))
                .findFirst();
    }

    TagGroup groupNamed(@Nullable Long strategyId, String name, long order) {
        return findGroup(strategyId, name).orElseGet(() -> {
            TagGroup group = new TagGroup(world.id("et", 30), strategyId, checked(name), checked(order), world.now());
            groups.put(group.id(), group);
            return group;
        });
    }

    /** What is to be added. */
    record NewTag(String name, long order) {}

    /** Adds tags, names that repeat once only; returns those made. Refuses names that the group has (40071). */
    List<CorpTag> add(TagGroup group, List<NewTag> wanted) {
        SequencedSet<String> names = new LinkedHashSet<>();
        List<NewTag> distinct =
                wanted.stream().filter(tag -> names.add(tag.name())).toList();
        for (NewTag tag : distinct) {
            checked(tag.name());
            checked(tag.order());
            if (group.named(tag.name()).isPresent()) {
                throw new WeComError(40071, "tag name existed: " + tag.name());
            }
        }
        if (living() + distinct.size() > CAPACITY) {
            throw new WeComError(40126, "too many tags");
        }
        List<CorpTag> made = new ArrayList<>();
        for (NewTag wish : distinct) {
            CorpTag tag = new CorpTag(world.id("et", 30), group, wish.name(), wish.order(), world.now());
            tags.put(tag.id(), tag);
            group.tags.add(tag);
            made.add(tag);
        }
        return made;
    }

    void rename(CorpTag tag, String name) {
        Optional<CorpTag> same = tag.group().named(checked(name));
        if (same.isPresent() && !same.get().id().equals(tag.id())) {
            throw new WeComError(40071, "tag name existed: " + name);
        }
        tag.name = name;
    }

    void rename(TagGroup group, String name) {
        Optional<TagGroup> same = findGroup(group.strategyId(), checked(name));
        if (same.isPresent() && !same.get().id().equals(group.id())) {
            throw new WeComError(40071, "group name existed: " + name);
        }
        group.name = name;
    }

    void reorder(CorpTag tag, long order) {
        tag.order = checked(order);
    }

    void reorder(TagGroup group, long order) {
        group.order = checked(order);
    }

    /** Deletes a tag, and its group with the last; returns whether the group went too. */
    boolean delete(CorpTag tag) {
        tag.delete();
        if (tag.group().living().isEmpty()) {
            tag.group().delete();
        }
        return tag.group().deleted();
    }

    private long living() {
        return tags.values().stream().filter(tag -> !tag.deleted()).count();
    }

    private static String checked(String name) {
        if (name.isEmpty() || name.codePointCount(0, name.length()) > NAME_LENGTH) {
            throw new WeComError(40058, "a name has 1 to " + NAME_LENGTH + " characters");
        }
        return name;
    }

    private static long checked(long order) {
        if (order < 0 || order >= ORDER_END) {
            throw new WeComError(40058, "order out of range");
        }
        return order;
    }
}
