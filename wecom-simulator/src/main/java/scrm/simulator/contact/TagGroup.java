package scrm.simulator.contact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A group of tags: the corp's, or a strategy's. */
final class TagGroup {
    private final String id;
    private final @Nullable Long strategyId;
    private final long createTime;
    final List<CorpTag> tags = new ArrayList<>();
    String name;
    long order;
    private boolean deleted;
    /** Whether the admin made it in the console: no application may change it then. */
    boolean consoles;

    TagGroup(String id, @Nullable Long strategyId, String name, long order, long createTime) {
        this.id = id;
        this.strategyId = strategyId;
        this.name = name;
        this.order = order;
        this.createTime = createTime;
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    @Nullable
    Long strategyId() {
        return strategyId;
    }

    boolean deleted() {
        return deleted;
    }

    void delete() {
        deleted = true;
        tags.forEach(CorpTag::delete);
    }

    List<CorpTag> living() {
        return tags.stream().filter(tag -> !tag.deleted()).toList();
    }

    Optional<CorpTag> named(String tagName) {
        return tags.stream()
                .filter(tag -> !tag.deleted() && tag.name().equals(tagName))
                .findFirst();
    }

    void show(ObjectNode to, boolean withDeleted, Predicate<CorpTag> which) {
        to.put("group_id", id);
        to.put("group_name", name);
        to.put("create_time", createTime);
        to.put("order", order);
        if (strategyId != null) {
            to.put("strategy_id", strategyId);
        }
        if (withDeleted) {
            to.put("deleted", deleted);
        }
        ArrayNode shown = to.putArray("tag");
        tags.stream()
                .filter(tag -> (withDeleted || !tag.deleted()) && which.test(tag))
                .sorted(Comparator.comparingLong((CorpTag tag) -> tag.order).reversed())
                .forEach(tag -> tag.show(shown.addObject(), withDeleted));
    }
}
