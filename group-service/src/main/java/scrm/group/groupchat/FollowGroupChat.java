package scrm.group.groupchat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.GroupChatEvent;
import scrm.events.GroupChatEvent.GroupChatCreated;
import scrm.events.GroupChatEvent.GroupChatDismissed;
import scrm.events.GroupChatEvent.GroupChatMemberAdded;
import scrm.events.GroupChatEvent.GroupChatMemberDeleted;
import scrm.events.GroupChatEvent.GroupChatNameChanged;
import scrm.events.GroupChatEvent.GroupChatNoticeChanged;
import scrm.events.GroupChatEvent.GroupChatOwnerChanged;
import scrm.events.GroupChatEvent.MemberChange;
import scrm.events.GroupEvent.GroupChatEnded;
import scrm.events.GroupEvent.GroupChatOpened;
import scrm.group.groupchat.GroupChat.ChangedAt;
import scrm.group.groupchat.GroupChat.Face;
import scrm.group.member.RecordMembers;
import scrm.messaging.Outbox;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;

/**
 * Keeps a group in step with WeCom. What a callback tells of members is applied at once; whether something is missing
 * before it, the member version says, and then the group is read. A reading also tells what callbacks do not: names,
 * and how a member came in.
 */
@Service
@Transactional
class FollowGroupChat {
    /** Readings lag behind callbacks by about two seconds (document 92122), and what comes together is read once. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    /** When a reading came too soon to be believed, it is made again after this. */
    private static final Duration AGAIN = Duration.ofSeconds(11);

    private final GroupChats chats;
    private final RecordMembers members;
    private final WorkQueue work;
    private final Outbox outbox;
    private final Clock clock;

    FollowGroupChat(GroupChats chats, RecordMembers members, WorkQueue work, Outbox outbox, Clock clock) {
        this.chats = chats;
        this.members = members;
        this.work = work;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** A callback came for the first time. */
    void told(GroupChatEvent event) {
        CorpId corpId = event.corpId();
        GroupChat chat = chats.lock(corpId, event.chatId());
        GroupChat after = switch (event) {
            case GroupChatCreated _ -> chat.withNews();
            case GroupChatMemberAdded e -> added(chat, e);
            case GroupChatMemberDeleted e -> deleted(chat, e);
            case GroupChatNameChanged e -> faceChanged(chat, e, e.change());
            case GroupChatOwnerChanged e -> faceChanged(chat, e, e.change());
            case GroupChatNoticeChanged e -> faceChanged(chat, e, e.change());
            case GroupChatDismissed e -> dismissed(chat, e);
        };
        chats.save(corpId, after, clock.instant());
    }

    /** A callback came, perhaps again: two changes within a second may be byte-identical. */
    void arrived(GroupChatEvent event) {
        CorpId corpId = event.corpId();
        MemberChange change = change(event);
        if (change.curMemVer() == null
                || !chats.lock(corpId, event.chatId()).versions().have(change)) {
            chats.hasNews(corpId, event.chatId());
        }
        refresh(corpId, event.chatId(), SETTLED);
    }

    private GroupChat added(GroupChat chat, GroupChatMemberAdded event) {
        MemberChange change = event.change();
        members.joined(
                event.corpId(),
                chat.chatId(),
                change.members(),
                event.occurredAt(),
                chat.versions().areFollowedBy(change),
                chat.dismissedAt());
        // Always news: the callback does not tell how they came in.
        return chat.withVersions(chat.versions().after(change)).withNews();
    }

    private GroupChat deleted(GroupChat chat, GroupChatMemberDeleted event) {
        MemberChange change = event.change();
        members.quit(event.corpId(), chat.chatId(), change.members(), event.occurredAt(), change.scene());
        boolean nothingMissing =
                chat.versions().areFollowedBy(change) || chat.versions().have(change);
        GroupChat after = chat.withVersions(chat.versions().after(change));
        return nothingMissing ? after : after.withNews();
    }

    private static GroupChat faceChanged(GroupChat chat, GroupChatEvent event, MemberChange change) {
        ChangedAt told = chat.changedAt();
        Instant at = event.occurredAt();
        ChangedAt now = switch (event) {
            case GroupChatNameChanged _ -> new ChangedAt(later(told.name(), at), told.owner(), told.notice());
            case GroupChatOwnerChanged _ -> new ChangedAt(told.name(), later(told.owner(), at), told.notice());
            default -> new ChangedAt(told.name(), told.owner(), later(told.notice(), at));
        };
        return chat.withVersions(chat.versions().after(change))
                .withChangedAt(now)
                .withNews();
    }

    private static Instant later(@Nullable Instant told, Instant at) {
        return told == null || at.isAfter(told) ? at : told;
    }

    private GroupChat dismissed(GroupChat chat, GroupChatDismissed event) {
        return chat.dismissedAt() == null ? ended(event.corpId(), chat, event.occurredAt()) : chat;
    }

    private GroupChat ended(CorpId corpId, GroupChat chat, Instant at) {
        members.ended(corpId, chat.chatId(), at);
        chats.add(corpId, chat.chatId(), List.of(new ChatChange(at, ChatChange.Kind.DISMISSED, null, null)));
        outbox.append(new GroupChatEnded(
                EventId.derived(
                        "group-chat-ended", corpId.value(), chat.chatId().value()),
                corpId,
                at,
                chat.chatId()));
        return chat.dismissed(at);
    }

    /**
     * A reading was made.
     *
     * @param newsThen how much news there was when it began
     * @return how it differed from what we held
     */
    Drift read(CorpId corpId, ChatId chatId, GroupChatReading reading, long newsThen) {
        GroupChat chat = chats.lock(corpId, chatId);
        Drift drift = Drift.none(chatId);
        if (chat.dismissedAt() == null) {
            if (chat.wasReadAfter(reading.readAt(), newsThen)) {
                return overtaken(corpId, chat);
            }
            Face face = reading.face();
            List<ChatChange> changes = ChatChange.between(chat.face(), face, chat.changedAt(), reading.readAt());
            chats.add(corpId, chatId, changes);
            if (chat.face() == null) {
                outbox.append(opened(corpId, chatId, face));
            }
            RecordMembers.Seen seen = members.seen(corpId, chatId, reading.members(), reading.readAt());
            GroupChat after = chat.read(face, reading.memberVersion(), newsThen, reading.readAt());
            chats.save(corpId, seen.sure() ? after : after.withNews(), clock.instant());
            if (!seen.sure()) {
                refresh(corpId, chatId, AGAIN);
            }
            drift = Drift.of(chatId, changes, seen);
        }
        members.announce(corpId, chatId);
        return drift;
    }

    /** Readings are made side by side, and what a later one showed stays: the other says nothing about now. */
    private Drift overtaken(CorpId corpId, GroupChat chat) {
        if (chat.outdated()) {
            // Which was later, clocks say, and no two are the same: only one that is yet to begin has all news for
            // sure.
            refresh(corpId, chat.chatId(), SETTLED);
        } else {
            members.announce(corpId, chat.chatId());
        }
        return Drift.none(chat.chatId());
    }

    /** WeCom neither lists nor shows a group any more: its end was missed. */
    Drift gone(CorpId corpId, ChatId chatId) {
        GroupChat chat = chats.lock(corpId, chatId);
        if (chat.dismissedAt() != null) {
            return Drift.none(chatId);
        }
        chats.save(corpId, ended(corpId, chat, clock.instant()), clock.instant());
        members.announce(corpId, chatId);
        return Drift.ended(chatId);
    }

    /** A reading lags behind what we know: it is made again. */
    Drift undecided(CorpId corpId, ChatId chatId) {
        doubted(corpId, List.of(chatId));
        return Drift.undecided(chatId);
    }

    /** Something other than a callback says that these may have changed. */
    void doubted(CorpId corpId, List<ChatId> chatIds) {
        if (!chatIds.isEmpty()) {
            chats.hasNews(corpId, chatIds);
            chatIds.forEach(chatId -> refresh(corpId, chatId, SETTLED));
        }
    }

    /** Nothing had to be read, or can be. */
    void announce(CorpId corpId, ChatId chatId) {
        chats.lock(corpId, chatId);
        members.announce(corpId, chatId);
    }

    private void refresh(CorpId corpId, ChatId chatId, Duration after) {
        work.submit(WorkRequest.refresh(
                RefreshGroupChat.KIND,
                corpId,
                chatId.value(),
                new RefreshGroupChat(chatId),
                clock.instant().plus(after)));
    }

    private static GroupChatOpened opened(CorpId corpId, ChatId chatId, Face face) {
        return new GroupChatOpened(
                EventId.derived("group-chat-opened", corpId.value(), chatId.value()),
                corpId,
                face.createTime(),
                chatId,
                face.owner(),
                face.name());
    }

    private static MemberChange change(GroupChatEvent event) {
        return switch (event) {
            case GroupChatMemberAdded e -> e.change();
            case GroupChatMemberDeleted e -> e.change();
            default -> MemberChange.NONE;
        };
    }
}
