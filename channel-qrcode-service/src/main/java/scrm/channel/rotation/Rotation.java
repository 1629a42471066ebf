package scrm.channel.rotation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

import scrm.channel.livecode.LiveCode;
import scrm.events.ChatId;

/**
 * Which groups a code leads into.
 *
 * @param groups all groups of the code, those that WeCom has opened for it included
 * @param open those that WeCom is to lead into, 1 to {@value LiveCode.Groups#AT_ONCE}, the first with room first
 * @param exhausted whether none has room; WeCom then goes on with those it has
 */
record Rotation(LiveCode.Groups groups, List<ChatId> open, boolean exhausted) {
    Rotation {
        open = List.copyOf(open);
    }

    /**
     * Counts no more groups than it must: as long as the first one has room, only that one.
     *
     * @param liveCode a group code
     * @param atWeCom the groups that WeCom leads into, which may be more than it was told
     * @param members tells how many members a group has; empty for one that is gone
     */
    static Rotation of(LiveCode liveCode, List<ChatId> atWeCom, Function<ChatId, OptionalInt> members) {
        LiveCode.Groups before = groups(liveCode);
        Set<ChatId> all = new LinkedHashSet<>(before.chatIds());
        all.addAll(atWeCom);
        LiveCode.Groups groups = before.withChatIds(latest(all));
        List<ChatId> now = atWeCom.isEmpty() ? liveCode.openGroups() : atWeCom;
        if (!now.isEmpty() && hasRoom(members.apply(now.getFirst()), groups.softCap())) {
            return new Rotation(groups, now, false);
        }
        List<ChatId> open = new ArrayList<>();
        List<ChatId> alive = new ArrayList<>();
        for (ChatId chatId : groups.chatIds()) {
            OptionalInt count = members.apply(chatId);
            if (count.isPresent()) {
                alive.add(chatId);
            }
            if (hasRoom(count, groups.softCap())) {
                open.add(chatId);
            }
            if (open.size() == LiveCode.Groups.AT_ONCE) {
                break;
            }
        }
        if (!open.isEmpty()) {
            return new Rotation(groups, open, false);
        }
        // Never an empty target: full groups that live beat none, and dead ones beat an answer that WeCom refuses.
        List<ChatId> last = alive.isEmpty() ? now : alive.subList(Math.max(0, alive.size() - 1), alive.size());
        return new Rotation(groups, last, true);
    }

    /** Whether anything of it is new to the code. */
    boolean differsFrom(LiveCode liveCode) {
        return !groups.equals(groups(liveCode))
                || !open.equals(liveCode.openGroups())
                || exhausted != liveCode.exhausted();
    }

    private static boolean hasRoom(OptionalInt members, int softCap) {
        return members.isPresent() && members.getAsInt() < softCap;
    }

    /** A code whose WeCom opens groups for years keeps the latest of them. */
    private static List<ChatId> latest(Set<ChatId> all) {
        List<ChatId> list = List.copyOf(all);
        return list.subList(Math.max(0, list.size() - LiveCode.Groups.MOST), list.size());
    }

    private static LiveCode.Groups groups(LiveCode liveCode) {
        LiveCode.Groups groups = liveCode.draft().groups();
        if (groups == null) {
            throw new IllegalArgumentException("not a group code: " + liveCode.id());
        }
        return groups;
    }
}
