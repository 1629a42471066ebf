package scrm.sop.audience;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.events.TagGroupId;
import scrm.events.TagId;
import scrm.sop.audience.AskServices.Peer;
import scrm.sop.fact.NamedTag;
import scrm.sop.fact.TagSource;

/** Tags as tag-service shows them. */
@Service
class RestTags implements TagSource {
    private static final String GROUPS = "/v1/corps/{corpId}/tag-groups?limit=200";

    private final AskServices services;

    RestTags(AskServices services) {
        this.services = services;
    }

    @Override
    public List<NamedTag> all(CorpId corpId) {
        List<NamedTag> all = new ArrayList<>();
        String cursor = null;
        do {
            Groups page = page(corpId, cursor);
            page.items().forEach(group -> all.addAll(group.inOrder()));
            cursor = page.next();
        } while (cursor != null);
        return all;
    }

    private Groups page(CorpId corpId, @Nullable String cursor) {
        Optional<Groups> page = cursor == null
                ? services.get(Peer.TAG, Groups.class, GROUPS, corpId.value())
                : services.get(Peer.TAG, Groups.class, GROUPS + "&cursor={cursor}", corpId.value(), cursor);
        return page.orElseThrow(() -> new IllegalStateException("tag-service does not list its tags"));
    }

    private record Groups(List<Group> items, @Nullable String next) {}

    private record Group(String groupId, String groupName, List<Tag> tags) {
        /** The larger order stands first. */
        List<NamedTag> inOrder() {
            return tags.stream()
                    .sorted(Comparator.comparingLong(Tag::order).reversed())
                    .map(tag -> new NamedTag(new TagId(tag.tagId()), tag.name(), new TagGroupId(groupId), groupName))
                    .toList();
        }
    }

    private record Tag(String tagId, String name, long order) {}
}
