package scrm.tag.rule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.TagId;

/** Where a definition names tags. */
final class TagPaths {
    private final List<Place> places = new ArrayList<>();

    private TagPaths() {}

    /** A tag and the path at which it is named. */
    record Place(String path, TagId tagId) {}

    static List<Place> of(RuleDefinition definition) {
        TagPaths paths = new TagPaths();
        paths.condition(definition.when(), "when");
        paths.list(definition.then().addTagIds(), "then.addTagIds");
        paths.list(definition.then().removeTagIds(), "then.removeTagIds");
        return paths.places;
    }

    private void condition(ConditionRequest condition, String path) {
        each(condition.all(), path + ".all");
        each(condition.any(), path + ".any");
        each(condition.none(), path + ".none");
        TagId tagId = condition.tag() == null ? null : condition.tag().tagId();
        if (tagId != null) {
            places.add(new Place(path + ".tag.tagId", tagId));
        }
    }

    private void each(@Nullable List<ConditionRequest> conditions, String path) {
        for (int i = 0; conditions != null && i < conditions.size(); i++) {
            condition(conditions.get(i), path + "[" + i + "]");
        }
    }

    private void list(@Nullable List<TagId> tagIds, String path) {
        for (int i = 0; tagIds != null && i < tagIds.size(); i++) {
            places.add(new Place(path + "[" + i + "]", tagIds.get(i)));
        }
    }
}
