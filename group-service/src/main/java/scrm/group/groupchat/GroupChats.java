package scrm.group.groupchat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import scrm.events.ChatId;
import scrm.events.CorpId;

/** Where groups are kept. */
interface GroupChats {
    Optional<GroupChat> find(CorpId corpId, ChatId chatId);

    /** Locks a group for the running transaction, making a row if there is none. */
    GroupChat lock(CorpId corpId, ChatId chatId);

    /** Writes a group and counts its members anew. */
    void save(CorpId corpId, GroupChat chat, Instant at);

    /** There is news of a group that is there. */
    void hasNews(CorpId corpId, ChatId chatId);

    void add(CorpId corpId, ChatId chatId, List<ChatChange> changes);
}
