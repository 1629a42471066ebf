package scrm.group.health;

import java.util.Collection;
import java.util.Map;

import scrm.events.ChatId;
import scrm.events.CorpId;

/** What kinds groups are of, for those who know; each kind may be judged in its own way. */
interface GroupKinds {
    /** The kinds of those groups that have one. */
    Map<ChatId, String> of(CorpId corpId, Collection<ChatId> chats);
}
