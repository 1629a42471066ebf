package scrm.simulator.contact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import scrm.simulator.contact.CorpTags.NewTag;
import scrm.simulator.server.Call;
import scrm.simulator.server.Fields;
import scrm.simulator.server.Routes;
import scrm.simulator.server.WeComError;

/** The calls about corp tags and strategy tags. Sources: documents 92117, 92118, 94882. */
public final class CorpTagApi {
    /** How many tags a contact may have of one member; WeCom does not publish it. */
    private static final int TAGS_OF_CONTACT = 3000;

    private final CorpTags tags;
    private final Contacts contacts;

    public CorpTagApi(CorpTags tags, Contacts contacts) {
        this.tags = tags;
        this.contacts = contacts;
    }

    public void route(Routes routes) {
        routes.post("externalcontact/get_corp_tag_list", (call, reply) -> list(call, reply, false));
        routes.post("externalcontact/add_corp_tag", (call, reply) -> add(call, reply, false));
        routes.post("externalcontact/edit_corp_tag", (call, reply) -> edit(call, false));
        routes.post("externalcontact/del_corp_tag", (call, reply) -> delete(call, false));
        routes.post("externalcontact/get_strategy_tag_list", (call, reply) -> list(call, reply, true));
        routes.post("externalcontact/add_strategy_tag", (call, reply) -> add(call, reply, true));
        routes.post("externalcontact/edit_strategy_tag", (call, reply) -> edit(call, true));
        routes.post("externalcontact/del_strategy_tag", (call, reply) -> delete(call, true));
        routes.postAlone("externalcontact/mark_tag", CorpTagApi::pair, this::mark);
    }

    private static String pair(Call call) {
        return call.body().text("userid") + " " + call.body().text("external_userid");
    }

    private void list(Call call, ObjectNode reply, boolean strategy) {
        Set<String> tagIds = new HashSet<>(call.body().texts("tag_id"));
        Set<String> groupIds = new HashSet<>(call.body().texts("group_id"));
        Long strategyId = call.body().has("strategy_id") ? call.body().requiredNumber("strategy_id") : null;
        boolean filtered = !tagIds.isEmpty() || !groupIds.isEmpty();
        ArrayNode list = reply.putArray("tag_group");
        List<TagGroup> largestFirst = tags.groups().stream()
                .sorted(Comparator.comparingLong((TagGroup group) -> group.order)
                        .reversed())
                .toList();
        for (TagGroup group : largestFirst) {
            if (!isOf(group, strategy) || (strategyId != null && !strategyId.equals(group.strategyId()))) {
                continue;
            }
            Predicate<CorpTag> which = groupIds.isEmpty() && filtered ? tag -> tagIds.contains(tag.id()) : tag -> true;
            boolean asked = groupIds.isEmpty()
                    ? !filtered || group.tags.stream().anyMatch(which)
                    : groupIds.contains(group.id());
            if (asked && (filtered || !group.deleted())) {
                group.show(list.addObject(), filtered, which);
            }
        }
    }

    private void add(Call call, ObjectNode reply, boolean strategy) {
        Fields body = call.body();
        List<NewTag> wanted = body.objects("tag").stream()
                .map(tag -> new NewTag(tag.required("name"), tag.number("order", 0)))
                .toList();
        if (wanted.isEmpty()) {
            throw new WeComError(40063, "a group cannot be empty: tag missing");
        }
        Long strategyId = strategy ? body.requiredNumber("strategy_id") : null;
        TagGroup group = body.text("group_id", "").isEmpty()
                ? tags.groupNamed(strategyId, body.required("group_name"), body.number("order", 0))
                : tags.group(body.required("group_id"));
        List<CorpTag> made;
        try {
            made = tags.add(group, wanted);
        } finally {
            dropIfEmpty(group);
        }
        group.show(reply.putObject("tag_group"), false, made::contains);
    }

    /** A refusal must not leave the group that was to hold the tags. */
    private static void dropIfEmpty(TagGroup group) {
        if (group.living().isEmpty()) {
            group.delete();
        }
    }

    private void edit(Call call, boolean strategy) {
        String id = call.body().required("id");
        @Nullable String name = call.body().text("name");
        CorpTag tag = tags.findTag(id).orElse(null);
        if (tag != null) {
            tags.tag(id);
            checkKind(tag.group(), strategy);
            checkMaker(tag.consoles);
            if (name != null) {
                tags.rename(tag, name);
            }
            tags.reorder(tag, call.body().number("order", tag.order));
            return;
        }
        TagGroup group = tags.group(id);
        checkKind(group, strategy);
        checkMaker(group.consoles);
        if (name != null) {
            tags.rename(group, name);
        }
        tags.reorder(group, call.body().number("order", group.order));
    }

    private void delete(Call call, boolean strategy) {
        List<CorpTag> doomedTags = new ArrayList<>(
                call.body().texts("tag_id").stream().map(tags::tag).toList());
        List<TagGroup> doomedGroups =
                call.body().texts("group_id").stream().map(tags::group).toList();
        if (doomedTags.isEmpty() && doomedGroups.isEmpty()) {
            throw new WeComError(40063, "tag_id and group_id are both empty");
        }
        doomedTags.forEach(tag -> checkKind(tag.group(), strategy));
        doomedGroups.forEach(group -> checkKind(group, strategy));
        doomedTags.forEach(tag -> checkMaker(tag.consoles));
        doomedGroups.forEach(group -> checkMaker(group.consoles));
        doomedTags.forEach(tags::delete);
        doomedGroups.forEach(TagGroup::delete);
    }

    private void mark(Call call, ObjectNode reply) {
        Relation relation =
                contacts.relation(call.body().required("userid"), call.body().required("external_userid"));
        List<String> add = call.body().texts("add_tag");
        List<String> remove = call.body().texts("remove_tag");
        if (add.isEmpty() && remove.isEmpty()) {
            throw new WeComError(40063, "add_tag and remove_tag are both empty");
        }
        mark(relation, add, remove);
    }

    /** Changes the tags of a relation: by the API, or by the member in the client. */
    public void mark(Relation relation, List<String> add, List<String> remove) {
        List<CorpTag> adding = add.stream().map(tags::tag).toList();
        List<CorpTag> removing = remove.stream().map(tags::tag).toList();
        if (relation.tagCount() + adding.size() > TAGS_OF_CONTACT) {
            throw new WeComError(40144, "the contact has too many tags");
        }
        relation.retag(adding, removing);
    }

    private static void checkKind(TagGroup group, boolean strategy) {
        if (!isOf(group, strategy)) {
            throw new WeComError(40068, "invalid tagid");
        }
    }

    /** An application changes only what an application made. */
    private static void checkMaker(boolean consoles) {
        if (consoles) {
            throw new WeComError(301002, "not allow operate another agent with this accesstoken");
        }
    }

    private static boolean isOf(TagGroup group, boolean strategy) {
        return (group.strategyId() != null) == strategy;
    }
}
