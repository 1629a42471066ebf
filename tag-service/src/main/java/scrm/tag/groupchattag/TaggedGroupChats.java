package scrm.tag.groupchattag;

import java.util.Collection;
import java.util.Set;

import scrm.events.ChatId;
import scrm.events.CorpId;

/** Which group chats have which tags, for features that find contacts by their groups. */
public interface TaggedGroupChats {
    /** The chats with at least one of the tags. */
    Set<ChatId> withAny(CorpId corpId, Collection<Long> tagIds);

    /** Those of the tags that are there. */
    Set<Long> existing(CorpId corpId, Collection<Long> tagIds);
}
