package scrm.group.member;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.GroupEvent.GroupMemberJoined;
import scrm.events.GroupEvent.GroupMemberQuit;
import scrm.group.member.Members.Announcement;
import scrm.group.member.Members.MemberChange;
import scrm.group.member.Spell.Quit;
import scrm.messaging.Outbox;
import scrm.messaging.erasure.ErasedContacts;

/** Takes down who joined and who quit; to be called by whoever holds the lock on the group. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class RecordMembers {
    private final Members members;
    private final ErasedContacts erased;
    private final Outbox outbox;

    RecordMembers(Members members, ErasedContacts erased, Outbox outbox) {
        this.members = members;
        this.erased = erased;
        this.outbox = outbox;
    }

    /**
     * What a reading showed.
     *
     * @param sure whether all of it could be believed; if not, it came too soon after a callback that says otherwise
     * @param held how many members we held
     * @param atWeCom how many it shows
     * @param joins how many of these we did not hold
     * @param quits how many we held who are gone
     */
    public record Seen(boolean sure, int held, int atWeCom, int joins, int quits) {}

    /** The change of a history. */
    private interface Step {
        MemberHistory of(MemberHistory before);
    }

    /**
     * A callback tells who joined.
     *
     * @param next whether nothing is missing between what we know and this
     * @param endedAt when the group ended, if it has
     */
    public void joined(
            CorpId corpId,
            ChatId chatId,
            Collection<String> memberIds,
            Instant at,
            boolean next,
            @Nullable Instant endedAt) {
        each(corpId, chatId, memberIds, history -> within(history.joined(at, next), endedAt));
    }

    /** A callback tells who quit; the scene is 0 for left, 1 for removed. */
    public void quit(CorpId corpId, ChatId chatId, Collection<String> memberIds, Instant at, @Nullable Integer scene) {
        each(corpId, chatId, memberIds, history -> history.quit(new Quit(at, true, scene)));
    }

    /** The group has ended: everybody is out. */
    public void ended(CorpId corpId, ChatId chatId, Instant at) {
        each(corpId, chatId, members.present(corpId, chatId), history -> history.ended(at));
    }

    private static MemberHistory within(MemberHistory history, @Nullable Instant endedAt) {
        return endedAt == null ? history : history.ended(endedAt);
    }

    private void each(CorpId corpId, ChatId chatId, Collection<String> named, Step step) {
        Set<String> gone = erased(corpId, named);
        List<String> memberIds =
                named.stream().filter(memberId -> !gone.contains(memberId)).toList();
        Map<String, MemberHistory> histories = members.histories(corpId, chatId, memberIds);
        Map<String, SeenMember> shown = members.shown(corpId, chatId, memberIds);
        List<MemberChange> changes = memberIds.stream()
                .distinct()
                .map(memberId -> {
                    MemberHistory before = histories.getOrDefault(memberId, MemberHistory.NONE);
                    MemberHistory after = step.of(before);
                    return new MemberChange(memberId, before, after, profile(memberId, shown.get(memberId)), false);
                })
                .filter(MemberChange::any)
                .toList();
        members.save(corpId, chatId, changes);
    }

    /** Members whose data was deleted on request; they are in the group, and we do not know of it. */
    private Set<String> erased(CorpId corpId, Collection<String> memberIds) {
        return erased.among(corpId, memberIds.stream().map(ExternalUserId::new).toList()).stream()
                .map(ExternalUserId::value)
                .collect(Collectors.toSet());
    }

    /** A callback's list does not say who is external; the spelling of the id does, until a reading tells. */
    private static SeenMember profile(String memberId, @Nullable SeenMember shown) {
        if (shown != null) {
            return shown;
        }
        boolean external = memberId.startsWith("wm") || memberId.startsWith("wo");
        return new SeenMember(memberId, external, Instant.EPOCH, new JoinDetail(0, null, null), null, null, null);
    }

    /**
     * A reading shows who is in.
     *
     * @return how it differs from what we held
     */
    public Seen seen(CorpId corpId, ChatId chatId, List<SeenMember> seen, Instant readAt) {
        Set<String> gone =
                erased(corpId, seen.stream().map(SeenMember::memberId).toList());
        Map<String, SeenMember> present = new HashMap<>();
        seen.stream()
                .filter(member -> !gone.contains(member.memberId()))
                .forEach(member -> present.put(member.memberId(), member));
        TreeSet<String> concerned = new TreeSet<>(present.keySet());
        List<String> held = members.present(corpId, chatId);
        concerned.addAll(held);
        Map<String, SeenMember> shown = members.shown(corpId, chatId, concerned);
        Map<String, MemberHistory> histories = members.histories(corpId, chatId, concerned);
        boolean sure = true;
        List<MemberChange> changes = new ArrayList<>();
        for (String memberId : concerned) {
            MemberHistory before = histories.getOrDefault(memberId, MemberHistory.NONE);
            SeenMember member = present.get(memberId);
            SeenMember was = shown.get(memberId);
            MemberHistory after;
            if (member != null) {
                sure &= !before.tooSoon(true, member.joinTime(), readAt);
                after = before.present(member.joinTime(), member.detail(), readAt);
            } else {
                sure &= !before.tooSoon(false, readAt, readAt);
                after = before.absent(readAt);
            }
            SeenMember profile = member != null ? member : profile(memberId, was);
            changes.add(new MemberChange(memberId, before, after, profile, reshown(member, was)));
        }
        members.save(corpId, chatId, changes.stream().filter(MemberChange::any).toList());
        return new Seen(
                sure,
                held.size(),
                present.size(),
                count(
                        changes,
                        change -> !change.before().open() && change.after().open()),
                count(
                        changes,
                        change -> change.before().open() && !change.after().open()));
    }

    private static int count(List<MemberChange> changes, Predicate<MemberChange> what) {
        return Math.toIntExact(changes.stream().filter(what).count());
    }

    private static boolean reshown(@Nullable SeenMember member, @Nullable SeenMember was) {
        return member != null
                && was != null
                && !member.equals(new SeenMember(
                        was.memberId(),
                        was.external(),
                        member.joinTime(),
                        member.detail(),
                        was.unionId(),
                        was.groupNickname(),
                        was.name()));
    }

    /** Tells the others of stays that began or ended since the last time, each once, in their order. */
    public void announce(CorpId corpId, ChatId chatId) {
        List<Announcement> unannounced = members.unannounced(corpId, chatId);
        for (Announcement announcement : unannounced) {
            Spell spell = announcement.spell();
            if (spell.joinedAt() != null && !announcement.joinAnnounced()) {
                outbox.append(joined(corpId, chatId, announcement, spell.joinedAt()));
            }
            if (spell.quit() != null && !announcement.quitAnnounced()) {
                outbox.append(quit(corpId, chatId, announcement, spell.quit()));
            }
        }
        members.announced(corpId, unannounced);
    }

    private static GroupMemberJoined joined(CorpId corpId, ChatId chatId, Announcement announcement, Instant joinedAt) {
        JoinDetail detail = announcement.spell().detail();
        return new GroupMemberJoined(
                id("group-member-joined", corpId, chatId, announcement, joinedAt),
                corpId,
                joinedAt,
                chatId,
                announcement.memberId(),
                announcement.external(),
                detail == null ? null : detail.joinScene(),
                detail == null ? null : detail.state(),
                detail == null ? null : detail.invitor());
    }

    private static GroupMemberQuit quit(CorpId corpId, ChatId chatId, Announcement announcement, Quit quit) {
        return new GroupMemberQuit(
                id("group-member-quit", corpId, chatId, announcement, quit.at()),
                corpId,
                quit.at(),
                chatId,
                announcement.memberId(),
                announcement.external(),
                quit.scene());
    }

    private static EventId id(String what, CorpId corpId, ChatId chatId, Announcement announcement, Instant at) {
        return EventId.derived(
                what,
                corpId.value(),
                chatId.value(),
                announcement.memberId(),
                String.valueOf(announcement.spell().id()),
                at.toString());
    }
}
