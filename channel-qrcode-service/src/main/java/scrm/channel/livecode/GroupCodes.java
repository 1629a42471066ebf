package scrm.channel.livecode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Service;

import scrm.channel.livecode.LiveCode.Sync;
import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.messaging.WorkQueue;

/** Live codes that lead into groups, for whoever counts the groups' members. */
@Service
public class GroupCodes {
    private final LiveCodes liveCodes;
    private final WorkQueue work;

    GroupCodes(LiveCodes liveCodes, WorkQueue work) {
        this.liveCodes = liveCodes;
        this.work = work;
    }

    /** One of them; empty for codes of other kinds. */
    public Optional<LiveCode> find(CorpId corpId, LiveCodeId id) {
        return liveCodes.find(corpId, id).filter(code -> code.draft().kind() == LiveCode.Kind.GROUP);
    }

    /** Those that lead into a group, taken down or not. */
    public List<LiveCodeId> leadingInto(CorpId corpId, ChatId chatId) {
        return liveCodes.leadingInto(corpId, chatId);
    }

    /**
     * Takes a group that is gone out of a code, in the running transaction. The last that a code leads into stays until
     * a count has found another, for WeCom refuses a code without groups.
     */
    public void drop(CorpId corpId, LiveCodeId id, ChatId gone, Instant now) {
        LiveCode code = find(corpId, id).orElse(null);
        LiveCode.Groups groups = code == null ? null : code.draft().groups();
        if (code == null || groups == null) {
            return;
        }
        List<ChatId> open = without(gone, code.openGroups());
        List<ChatId> all = without(gone, groups.chatIds());
        if (!open.isEmpty()
                && !all.isEmpty()
                && !redirect(
                        code,
                        groups.withChatIds(all),
                        open,
                        code.exhausted(),
                        code.status().isAtWeCom() && !open.equals(code.openGroups()),
                        now)) {
            throw new OptimisticLockingFailureException("live code " + id + " was edited meanwhile");
        }
    }

    /**
     * Has a code go on with another group once those that it leads into are full, in the running transaction; a count
     * leads it there. One that is taken down stays as it is, and so does one that has that group, or as many as it may.
     */
    public void extend(CorpId corpId, LiveCodeId id, ChatId next, Instant now) {
        LiveCode code = find(corpId, id).orElse(null);
        LiveCode.Groups groups = code == null ? null : code.draft().groups();
        if (code == null
                || groups == null
                || code.status() == LiveCode.Status.ARCHIVED
                || groups.chatIds().contains(next)
                || groups.chatIds().size() >= LiveCode.Groups.MOST) {
            return;
        }
        List<ChatId> all = new ArrayList<>(groups.chatIds());
        all.add(next);
        if (!redirect(code, groups.withChatIds(all), code.openGroups(), code.exhausted(), false, now)) {
            throw new OptimisticLockingFailureException("live code " + id + " was edited meanwhile");
        }
    }

    private static List<ChatId> without(ChatId gone, List<ChatId> chatIds) {
        return chatIds.stream().filter(chatId -> !chatId.equals(gone)).toList();
    }

    /**
     * Has a code lead into other groups, in the running transaction, unless somebody has edited it meanwhile.
     *
     * @param before as it was when the groups were counted
     * @param groups all groups of the code
     * @param open those that it is to lead into
     * @param exhausted whether none of its groups has room
     * @param tellWeCom whether WeCom leads into others yet
     * @return whether it was as before
     */
    public boolean redirect(
            LiveCode before,
            LiveCode.Groups groups,
            List<ChatId> open,
            boolean exhausted,
            boolean tellWeCom,
            Instant now) {
        boolean redirected = liveCodes.redirect(
                before.corpId(),
                before.id(),
                before.version(),
                groups,
                open,
                exhausted,
                tellWeCom ? Sync.PENDING : before.sync(),
                now);
        if (redirected && tellWeCom) {
            work.submit(LiveCodeSyncWorker.request(before, now));
        }
        return redirected;
    }
}
