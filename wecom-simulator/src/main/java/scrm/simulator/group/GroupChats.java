package scrm.simulator.group;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import scrm.simulator.contact.Contact;
import scrm.simulator.contact.Contacts;
import scrm.simulator.directory.Directory;
import scrm.simulator.directory.Member;
import scrm.simulator.server.WeComError;
import scrm.simulator.server.World;

/** The customer groups of one corp, and what people do in them, with its callbacks. Source: document 92130. */
public final class GroupChats {
    private static final int OWNER_LEFT = 1;
    private static final int BY_INVITATION = 1;
    private static final int BY_QR_CODE = 3;

    private final World world;
    private final Directory directory;
    private final Contacts contacts;
    private final Map<String, GroupChat> chats = new LinkedHashMap<>();
    private Duration lag = Duration.ZERO;

    public GroupChats(World world, Directory directory, Contacts contacts) {
        this.world = world;
        this.directory = directory;
        this.contacts = contacts;
    }

    /** How long {@code groupchat/get} goes on showing what was, after a change; WeCom's may be about 2 s. */
    public void lag(Duration newLag) {
        lag = newLag;
    }

    Collection<GroupChat> all() {
        return chats.values();
    }

    /** A group that is there (90501). */
    public GroupChat chat(String chatId) {
        GroupChat chat = chats.get(chatId);
        if (chat == null || chat.dismissed) {
            throw new WeComError(90501, "not a customer group: " + chatId);
        }
        return chat;
    }

    /** The living groups of an owner. */
    public List<GroupChat> ownedBy(String userId) {
        return chats.values().stream()
                .filter(chat -> !chat.dismissed && chat.owner.equals(userId))
                .toList();
    }

    public GroupChat create(String owner, String name, List<String> memberIds) {
        directory.member(owner);
        GroupChat chat = new GroupChat(world.id("wr", 30), name, owner, version(), world.now());
        chat.members.put(owner, member(owner, BY_INVITATION, null, null));
        memberIds.forEach(id -> chat.members.put(id, member(id, BY_INVITATION, owner, null)));
        chats.put(chat.id(), chat);
        world.tell(world.events().chatCreated(chat.id()));
        return chat;
    }

    public void invite(String chatId, String invitor, List<String> memberIds) {
        join(
                chat(chatId),
                memberIds.stream()
                        .map(id -> member(id, BY_INVITATION, invitor, null))
                        .toList(),
                0);
    }

    void joinByCode(GroupChat chat, String externalUserId, @Nullable String state) {
        join(chat, List.of(member(externalUserId, BY_QR_CODE, null, state)), 3);
    }

    private void join(GroupChat chat, List<ChatMember> joining, int eventScene) {
        List<ChatMember> fresh = joining.stream()
                .filter(member -> !chat.members.containsKey(member.id()))
                .toList();
        if (fresh.isEmpty()) {
            return;
        }
        remember(chat);
        fresh.forEach(member -> chat.members.put(member.id(), member));
        String last = nextVersion(chat);
        List<String> ids = fresh.stream().map(ChatMember::id).toList();
        world.tell(world.events().chatMembersAdded(chat.id(), eventScene, ids, last, chat.version));
    }

    /** @param quitScene 0 left, 1 removed */
    public void quit(String chatId, List<String> memberIds, int quitScene) {
        GroupChat chat = remember(chat(chatId));
        List<String> leaving =
                memberIds.stream().filter(id -> chat.members.remove(id) != null).toList();
        if (leaving.isEmpty()) {
            throw new IllegalArgumentException("not in the group: " + memberIds);
        }
        String last = nextVersion(chat);
        world.tell(world.events().chatMembersDeleted(chatId, quitScene, leaving, last, chat.version));
    }

    public void rename(String chatId, String name) {
        remember(chat(chatId)).name = name;
        world.tell(world.events().chatUpdated(chatId, "change_name"));
    }

    public void changeNotice(String chatId, String notice) {
        remember(chat(chatId)).notice = notice;
        world.tell(world.events().chatUpdated(chatId, "change_notice"));
    }

    public void changeOwner(String chatId, String userId) {
        directory.member(userId);
        GroupChat chat = remember(chat(chatId));
        chat.members.computeIfAbsent(userId, id -> member(id, BY_INVITATION, chat.owner, null));
        chat.owner = userId;
        world.tell(world.events().chatUpdated(chatId, "change_owner"));
    }

    /** WeCom tells nobody of it. */
    public void appointAdmins(String chatId, List<String> userIds) {
        userIds.forEach(directory::member);
        remember(chat(chatId)).admins = List.copyOf(userIds);
    }

    public void dismiss(String chatId) {
        chat(chatId).dismissed = true;
        world.tell(world.events().chatDismissed(chatId));
    }

    public void speak(String chatId, String memberId) {
        GroupChat chat = chat(chatId);
        if (!chat.members.containsKey(memberId)) {
            throw new IllegalArgumentException("not in the group: " + memberId);
        }
        chat.spoken.add(new GroupChat.Spoken(world.now(), memberId));
    }

    /** The owner has left the corp: its groups wait for another. */
    public void leave(String userId) {
        ownedBy(userId).forEach(chat -> chat.status = OWNER_LEFT);
    }

    private GroupChat remember(GroupChat chat) {
        chat.remember(world.instant(), world.instant().plus(lag));
        return chat;
    }

    private String nextVersion(GroupChat chat) {
        String last = chat.version;
        chat.version = version();
        return last;
    }

    private String version() {
        return world.id("", 32).toLowerCase(Locale.ROOT);
    }

    private ChatMember member(String id, int joinScene, @Nullable String invitor, @Nullable String state) {
        if (directory.has(id)) {
            Member member = directory.member(id);
            return new ChatMember(id, false, member.name(), null, world.now(), joinScene, invitor, state);
        }
        Contact contact = contacts.contact(id);
        return new ChatMember(id, true, contact.name(), contact.unionId(), world.now(), joinScene, invitor, state);
    }
}
