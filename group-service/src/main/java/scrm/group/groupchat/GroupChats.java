package scrm.group.groupchat;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.group.groupchat.CheckGroupChats.Doubtful;
import scrm.group.groupchat.CheckGroupChats.Listing;

/** Where groups are kept. */
interface GroupChats {
    Optional<GroupChat> find(CorpId corpId, ChatId chatId);

    /** Locks a group for the running transaction, making a row if there is none. */
    GroupChat lock(CorpId corpId, ChatId chatId);

    /** Writes a group and counts its members anew. */
    void save(CorpId corpId, GroupChat chat, Instant at);

    /** There is news of a group that is there. */
    void hasNews(CorpId corpId, ChatId chatId);

    /** There is news of these groups, as far as they are there and have not ended. */
    void hasNews(CorpId corpId, Collection<ChatId> chatIds);

    /** Who owns groups, by what we know. */
    List<UserId> owners(CorpId corpId);

    /** How many groups we hold that have not ended. */
    long open(CorpId corpId);

    /** WeCom lists these; those that we do not know become known by that, and are still to be read. */
    void listed(CorpId corpId, List<Listing> listings, Instant at);

    /** Groups that WeCom may know otherwise, in the order of their ids, from after the given one on. */
    List<Doubt> doubts(CorpId corpId, Doubtful doubtful, String after, int limit);

    long countDoubts(CorpId corpId, Doubtful doubtful);

    void add(CorpId corpId, ChatId chatId, List<ChatChange> changes);

    /**
     * A group that WeCom may know otherwise.
     *
     * @param listed whether WeCom has listed it lately
     * @param found whether no callback has ever told of it
     */
    record Doubt(GroupChat chat, boolean listed, boolean found) {}
}
