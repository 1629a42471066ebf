package scrm.tag.groupchattag;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.tag.groupchattag.GroupChatTag.Draft;

/** Where tags of group chats are kept. */
interface GroupChatTags {
    /** Adds a tag; empty if there is one of this name. */
    Optional<GroupChatTag> add(CorpId corpId, Draft draft, Instant now);

    Optional<GroupChatTag> find(CorpId corpId, long id);

    /** Those of the tags that there are. */
    Set<Long> existing(CorpId corpId, Collection<Long> ids);

    /** The ids of tags by their names; those that are missing are made. */
    Map<String, Long> named(CorpId corpId, Collection<String> names, Instant now);

    /** Tags in the order in which they were made, from after the given one on. */
    List<GroupChatTag> after(CorpId corpId, @Nullable String category, long id, int limit);

    /** Whether another tag has this name. */
    boolean isTaken(CorpId corpId, String name, long except);

    /** Edits this version of a tag; false if it is another by now. */
    boolean edit(CorpId corpId, long id, long version, Draft draft);

    /** Deletes this version of a tag and takes it off all chats; false if it is another by now. */
    boolean delete(CorpId corpId, long id, long version);

    /** How many chats have a tag. */
    long count(CorpId corpId, long id);

    /** Puts tags on chats; what a chat has already stays as it is. Returns how many were put on. */
    int put(CorpId corpId, Collection<ChatId> chats, Collection<Long> ids, String source, String actor, Instant now);

    /** Takes tags off chats; returns how many were taken off. */
    int take(CorpId corpId, Collection<ChatId> chats, Collection<Long> ids);

    /** Takes off a chat what this source put on it, all but these tags. */
    void takeOthers(CorpId corpId, ChatId chat, String source, Collection<Long> ids);

    /** The chats of a tag, from after the given one on. */
    List<Tagging> chatsOf(CorpId corpId, long id, @Nullable ChatId after, int limit);

    /** The tags of a chat, from after the given one on. */
    List<Tagging> tagsOf(CorpId corpId, ChatId chatId, long after, int limit);
}
