package scrm.group.groupchat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.group.groupchat.GroupChats.Doubt;
import scrm.wecom.Caller;
import scrm.wecom.WeComException;

/** Compares our groups with WeCom's, and puts right what differs. */
@Service
public class CheckGroupChats {
    /** No such chat, dismissed, no customer group. Source: document 90313. */
    private static final Set<Integer> GONE = Set.of(40050, 49008, 90501);

    /** News that is younger is being read by whoever heard of it. */
    private static final Duration BEING_READ = Duration.ofMinutes(2);

    private final GroupChats chats;
    private final FollowGroupChat follow;
    private final GroupChatReader reader;

    CheckGroupChats(GroupChats chats, FollowGroupChat follow, GroupChatReader reader) {
        this.chats = chats;
        this.follow = follow;
        this.reader = reader;
    }

    /**
     * A group as WeCom lists it.
     *
     * @param ownerStatus 0 normal, 1 the owner has left, 2 being handed over, 3 handed over
     */
    public record Listing(ChatId chatId, int ownerStatus) {}

    /**
     * Which groups are in doubt.
     *
     * @param since what WeCom has not listed since then
     * @param trusted what was last read before
     */
    public record Doubtful(Instant since, Instant trusted) {
        Instant settled() {
            return since.minus(BEING_READ);
        }
    }

    /**
     * A group that was asked for.
     *
     * @param differs to be got in the transaction that takes it down
     */
    public record Checked(ChatId chatId, Supplier<Drift> differs) {}

    /** Who owns groups, by what we know; some of them may have left the corp. */
    public List<UserId> owners(CorpId corpId) {
        return chats.owners(corpId);
    }

    /** How many groups we hold that have not ended. */
    public long open(CorpId corpId) {
        return chats.open(corpId);
    }

    /** Takes down, in the running transaction, that WeCom lists these. */
    public void listed(CorpId corpId, List<Listing> listings, Instant at) {
        chats.listed(corpId, listings, at);
    }

    /** How many groups are in doubt. */
    public long count(CorpId corpId, Doubtful doubtful) {
        return chats.countDoubts(corpId, doubtful);
    }

    /**
     * Groups that are in doubt, in the order of their ids, from after the given one on; each is yet to be asked for.
     */
    public List<Asking> inDoubt(CorpId corpId, Doubtful doubtful, String after, int limit) {
        return chats.doubts(corpId, doubtful, after, limit).stream()
                .map(doubt -> new Asking(doubt.chat().chatId(), () -> check(corpId, doubt)))
                .toList();
    }

    /**
     * A group that is in doubt.
     *
     * @param ask asks WeCom, outside any transaction; throws {@link WeComException}
     */
    public record Asking(ChatId chatId, Supplier<Checked> ask) {}

    private Checked check(CorpId corpId, Doubt doubt) {
        GroupChat chat = doubt.chat();
        ChatId chatId = chat.chatId();
        try {
            GroupChatReading reading = reader.get(Caller.sync(corpId), chatId);
            if (chat.versions().areAheadOf(reading.memberVersion())) {
                return new Checked(chatId, () -> follow.undecided(corpId, chatId));
            }
            return new Checked(chatId, () -> {
                Drift drift = follow.read(corpId, chatId, reading, chat.news());
                return doubt.found() ? drift.found() : drift;
            });
        } catch (WeComException e) {
            if (!doubt.listed() && GONE.contains(e.errcode())) {
                return new Checked(chatId, () -> follow.gone(corpId, chatId));
            }
            throw e;
        }
    }

    /** Something says that these have changed: they are read in a moment. To be called in a transaction. */
    public void doubt(CorpId corpId, List<ChatId> chatIds) {
        follow.doubted(corpId, chatIds);
    }
}
