package scrm.group.flag;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;

/** Flags, and the tasks that came of them. */
interface Flags {
    /** Whether somebody is in a group now, and stays in it until the transaction ends. */
    boolean holdPresent(CorpId corpId, ChatId chatId, String memberId);

    Flag add(CorpId corpId, ChatId chatId, String memberId, Flag.Reason reason, String evidence, Instant at);

    /** Opens a task, unless there is an open one. */
    void open(CorpId corpId, ChatId chatId, String memberId, Instant at);

    /** Flags of a member in a group, from after the given one on. */
    List<Flag> flags(CorpId corpId, ChatId chatId, String memberId, long after, int limit);

    /** Tasks of a state, perhaps those of one owner, from after the given one on. */
    List<RemovalTask> tasks(CorpId corpId, RemovalTask.State state, @Nullable UserId owner, long after, int limit);

    Optional<RemovalTask> task(CorpId corpId, long id);

    /** Returns whether it was open. */
    boolean withdraw(CorpId corpId, long id, Instant at);

    /** Those of the given members about whom a task is open. */
    Set<Whom> open(Collection<Whom> whom);

    /** A member has quit: the open task is done, unless the member is in again. */
    void quit(Whom whom, Instant at);

    /** A member of a group. */
    record Whom(CorpId corpId, ChatId chatId, String memberId) {}
}
