package scrm.tag.groupchattag;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.rest.Conflict;
import scrm.rest.IfMatch;
import scrm.rest.NotFound;
import scrm.rest.PreconditionFailed;
import scrm.tag.groupchattag.GroupChatTag.Draft;

/** Makes tags for group chats, changes them, and puts them on chats. */
@Service
@Transactional
class TagGroupChats {
    private final GroupChatTags tags;
    private final Clock clock;

    TagGroupChats(GroupChatTags tags, Clock clock) {
        this.tags = tags;
        this.clock = clock;
    }

    GroupChatTag create(CorpId corpId, Draft draft) {
        return tags.add(corpId, draft, clock.instant()).orElseThrow(() -> Conflict.of("group_chat_tag_name_taken"));
    }

    GroupChatTag edit(CorpId corpId, long id, IfMatch ifMatch, Draft draft) {
        GroupChatTag before = find(corpId, id, ifMatch);
        if (tags.isTaken(corpId, draft.name(), id)) {
            throw Conflict.of("group_chat_tag_name_taken");
        }
        if (!tags.edit(corpId, id, before.version(), draft)) {
            throw new PreconditionFailed();
        }
        return tags.find(corpId, id).orElseThrow(() -> NotFound.of("group-chat-tag"));
    }

    /** Returns how many chats have it, or had. */
    long delete(CorpId corpId, long id, IfMatch ifMatch, boolean dryRun) {
        GroupChatTag before = find(corpId, id, ifMatch);
        long chats = tags.count(corpId, id);
        if (!dryRun && !tags.delete(corpId, id, before.version())) {
            throw new PreconditionFailed();
        }
        return chats;
    }

    /**
     * What a change came to.
     *
     * @param added how many tags were put on chats that did not have them
     * @param removed how many were taken off
     */
    record Changed(int added, int removed) {}

    Changed change(CorpId corpId, List<ChatId> chats, List<Long> add, List<Long> remove, String sub) {
        return new Changed(
                tags.put(corpId, chats, add, "PERSON:" + sub, sub, clock.instant()), tags.take(corpId, chats, remove));
    }

    /**
     * A charter names the tags of its group: those that are missing are made, and what an earlier version of the
     * charter named and this one does not is taken off. What people put on stays theirs.
     */
    void chartered(CorpId corpId, ChatId chat, String charterId, List<String> names) {
        Map<String, Long> named = tags.named(corpId, names, clock.instant());
        String source = "CHARTER:" + charterId;
        tags.put(corpId, List.of(chat), named.values(), source, "charter", clock.instant());
        tags.takeOthers(corpId, chat, source, named.values());
    }

    private GroupChatTag find(CorpId corpId, long id, IfMatch ifMatch) {
        GroupChatTag tag = tags.find(corpId, id).orElseThrow(() -> NotFound.of("group-chat-tag"));
        ifMatch.check(tag.version());
        return tag;
    }
}
