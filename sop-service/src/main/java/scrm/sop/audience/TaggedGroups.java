package scrm.sop.audience;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.sop.audience.AskServices.Peer;

/** Which groups have a tag, as tag-service keeps it. */
@Service
class TaggedGroups {
    private static final String TAGGINGS = "/v1/corps/{corpId}/group-chat-tags/{id}/taggings?limit=200";

    private final AskServices services;

    TaggedGroups(AskServices services) {
        this.services = services;
    }

    /** None if there is no such tag. */
    Set<String> with(CorpId corpId, String tagId) {
        Set<String> chats = new HashSet<>();
        String cursor = null;
        do {
            Optional<Taggings> page = cursor == null
                    ? services.get(Peer.TAG, Taggings.class, TAGGINGS, corpId.value(), tagId)
                    : services.get(
                            Peer.TAG, Taggings.class, TAGGINGS + "&cursor={cursor}", corpId.value(), tagId, cursor);
            page.ifPresent(some -> some.items().forEach(tagging -> chats.add(tagging.chatId())));
            cursor = page.map(Taggings::next).orElse(null);
        } while (cursor != null);
        return chats;
    }

    private record Taggings(List<Tagging> items, @Nullable String next) {}

    private record Tagging(String chatId) {}
}
