package scrm.simulator;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

import scrm.simulator.contact.Contact;
import scrm.simulator.contact.Relation;
import scrm.simulator.directory.Directory;
import scrm.simulator.directory.Member;
import scrm.simulator.entry.Arrivals.Arrival;
import scrm.simulator.server.WeComError;
import scrm.simulator.server.World;

/**
 * What the people of one corp do: members in their client, contacts in WeChat, the admin in the console. Each act
 * changes the simulated state and sends the callbacks that WeCom would send. Every method is also an action of the
 * control API, {@code POST /simulator/corps/{corpId}/people/{method}}, with its parameters as JSON fields; so names are
 * unique. Acts that cannot be (an unknown code, a contact who is no friend) throw IllegalArgumentException.
 */
public final class People {
    private final Features features;
    private final Inboxes inboxes;

    People(Features features, Inboxes inboxes) {
        this.features = features;
        this.inboxes = inboxes;
    }

    // Members

    /** Opens a department below another (1 is the root and always there). */
    public void departmentOpens(long departmentId, String name, long parentId) {
        act(() -> features.directory.open(departmentId, name, parentId));
    }

    /** A member joins the corp, in the root department, allowed to use customer contact. */
    public void memberJoins(String userId, String name) {
        memberJoinsDepartment(userId, name, Directory.ROOT);
    }

    /** A member joins a department. */
    public void memberJoinsDepartment(String userId, String name, long departmentId) {
        act(() -> features.directory.join(new Member(userId, name, List.of(departmentId))));
    }

    /** A member leaves the corp: contacts and groups stay behind, unassigned. */
    public void memberLeaves(String userId) {
        act(() -> {
            features.directory.leave(userId);
            features.contacts.leave(userId);
            features.groupChats.leave(userId);
        });
    }

    // Adding

    /**
     * Somebody new scans a contact way, found by its config_id or its state, and adds one of its members:
     * {@code add_external_contact}. With {@code skip_verify: false} only a request arises, without a callback, until
     * {@link #memberConfirms}.
     */
    public Friendship contactScans(String configIdOrState, String contactName) {
        return friendship(() -> features.arrivals.scan(configIdOrState, stranger(contactName)));
    }

    /** A known contact scans: a callback only where no friendship is yet (or was ended by one side). */
    public Friendship contactScansAgain(String configIdOrState, String externalUserId) {
        return friendship(() -> features.arrivals.scan(configIdOrState, known(externalUserId)));
    }

    /** Somebody new adds a member who has not confirmed yet: {@code add_half_external_contact}. */
    public Friendship contactHalfAdds(String configIdOrState, String contactName) {
        return friendship(() -> features.arrivals.halfAdd(configIdOrState, stranger(contactName)));
    }

    /** The member confirms a half-added or requested contact: {@code add_external_contact}. */
    public Friendship memberConfirms(String userId, String externalUserId) {
        return friendship(() -> features.arrivals.confirm(userId, externalUserId));
    }

    /** A member adds somebody new without any code (phone search): {@code add_external_contact} without State. */
    public Friendship memberAdds(String userId, String contactName) {
        return friendship(() -> features.arrivals.addByMember(userId, stranger(contactName)));
    }

    /** A member adds somebody who uses WeCom (type 2, {@code wo...}): there is never a welcome code. */
    public Friendship memberAddsWeComUser(String userId, String contactName) {
        return friendship(
                () -> features.arrivals.addByMember(userId, features.contacts.appear(contactName, Contact.WECOM)));
    }

    /** One more member becomes a friend of a known contact. */
    public Friendship memberAddsExisting(String userId, String externalUserId) {
        return friendship(() -> features.arrivals.addByMember(userId, known(externalUserId)));
    }

    /** Somebody new comes by an acquisition link: {@code friend_request}, then {@code add_external_contact}. */
    public Friendship contactFollowsLink(String linkId, @Nullable String customerChannel, String contactName) {
        return friendship(() -> features.arrivals.followLink(linkId, customerChannel, stranger(contactName)));
    }

    // Losing

    /** The member removes the contact: {@code del_external_contact}. */
    public void memberDeletes(String userId, String externalUserId) {
        act(() -> {
            Relation relation = relation(userId, externalUserId);
            features.contacts.end(userId, relation.contact());
            world().tell(world().events().delExternalContact(userId, externalUserId, null));
        });
    }

    /** The contact removes the member: {@code del_follow_user}; the API still knows the relation. */
    public void contactDeletes(String userId, String externalUserId) {
        act(() -> {
            features.contacts.endByContact(relation(userId, externalUserId));
            world().tell(world().events().delFollowUser(userId, externalUserId));
        });
    }

    // Chatting and editing

    /** The contact writes to the member: no callback; the pair has now chatted. */
    public void contactChats(String userId, String externalUserId, String text) {
        act(() -> features.contacts.chat(relation(userId, externalUserId)));
    }

    /** The member edits the remark in the client: {@code edit_external_contact}. */
    public void memberEditsRemark(String userId, String externalUserId, String remark) {
        edit(userId, externalUserId, relation -> features.contacts.remark(relation, remark));
    }

    /** The member changes corp tags in the client: {@code edit_external_contact}. */
    public void memberMarksTags(
            String userId, String externalUserId, List<String> addTagIds, List<String> removeTagIds) {
        edit(userId, externalUserId, relation -> features.tagApi.mark(relation, addTagIds, removeTagIds));
    }

    /** The member gives a personal tag in the client: {@code edit_external_contact}. */
    public void memberMarksPersonalTag(String userId, String externalUserId, String tagName) {
        edit(userId, externalUserId, relation -> features.contacts.tagPersonally(relation, tagName));
    }

    // The admin's console

    /** Adds tags to a (new) group: {@code change_external_tag} create for the group, if new, and for each tag. */
    public ConsoleTags consoleAddsTags(String groupName, List<String> tagNames) {
        return answer(() -> {
            List<String> ids = features.tagConsole.add(groupName, tagNames);
            return new ConsoleTags(ids.getFirst(), ids.subList(1, ids.size()));
        });
    }

    /** Renames a tag or a group: {@code update}. */
    public void consoleRenamesTag(String tagOrGroupId, String name) {
        act(() -> features.tagConsole.rename(tagOrGroupId, name));
    }

    /** Deletes a tag: {@code delete}, and the group's if it was the last. */
    public void consoleDeletesTag(String tagId) {
        act(() -> features.tagConsole.deleteTag(tagId));
    }

    /** Deletes a group: one {@code delete}, none for its tags. */
    public void consoleDeletesTagGroup(String groupId) {
        act(() -> features.tagConsole.deleteGroup(groupId));
    }

    /** Reverses the order of a group's tags, or of all groups if null: {@code shuffle}. */
    public void consoleShufflesTags(@Nullable String groupId) {
        act(() -> features.tagConsole.shuffle(groupId));
    }

    /** Gives a member a welcome message of the console: WeCom issues no welcome codes for it any more. */
    public void consoleSetsWelcome(String userId, boolean configured) {
        act(() -> features.welcomes.configured(userId, configured));
    }

    /** A group's tags as the console made them, in the order asked for. */
    public record ConsoleTags(String groupId, List<String> tagIds) {
        public ConsoleTags {
            tagIds = List.copyOf(tagIds);
        }
    }

    // Groups

    /** A member makes a group with these userids and external_userids in it: {@code create}; returns the chat_id. */
    public String memberCreatesGroup(String userId, String name, List<String> memberIds) {
        return answer(() -> features.groupChats.create(userId, name, memberIds).id());
    }

    /** A contact scans a join way (its config_id or state): {@code add_member}; returns the chat_id joined. */
    public String contactJoinsGroup(String configIdOrState, String externalUserId) {
        return answer(() -> features.joinWays.join(configIdOrState, externalUserId));
    }

    /** A member of the group invites others, in one act: one {@code add_member}. */
    public void memberInvites(String chatId, String userId, List<String> memberIds) {
        act(() -> features.groupChats.invite(chatId, userId, memberIds));
    }

    /** Leaves by itself: {@code del_member}, QuitScene 0. */
    public void quitsGroup(String chatId, String memberId) {
        act(() -> features.groupChats.quit(chatId, List.of(memberId), 0));
    }

    /** Are removed, in one act: one {@code del_member}, QuitScene 1. */
    public void ownerRemoves(String chatId, List<String> memberIds) {
        act(() -> features.groupChats.quit(chatId, memberIds, 1));
    }

    /** {@code change_name}. */
    public void renamesGroup(String chatId, String name) {
        act(() -> features.groupChats.rename(chatId, name));
    }

    /** {@code change_notice}. */
    public void changesGroupNotice(String chatId, String notice) {
        act(() -> features.groupChats.changeNotice(chatId, notice));
    }

    /** {@code change_owner}. */
    public void changesGroupOwner(String chatId, String userId) {
        act(() -> features.groupChats.changeOwner(chatId, userId));
    }

    /** The owner appoints admins instead of those before: no callback. */
    public void appointsGroupAdmins(String chatId, List<String> userIds) {
        act(() -> features.groupChats.appointAdmins(chatId, userIds));
    }

    /** {@code dismiss}. */
    public void dismissesGroup(String chatId) {
        act(() -> features.groupChats.dismiss(chatId));
    }

    /** Somebody writes in the group: no callback; counts in the statistics. */
    public void chatsInGroup(String chatId, String memberId, String text) {
        act(() -> features.groupChats.speak(chatId, memberId));
    }

    // Sends

    /** The member confirms a mass send in the client; returns how many receivers really got it. */
    public int memberConfirmsSend(String msgid, String userId) {
        return answer(() -> features.massSends.confirm(msgid, userId));
    }

    /** The member publishes a moment in the client. */
    public void memberPublishesMoment(String momentId, String userId) {
        act(() -> features.moments.publish(momentId, userId));
    }

    /** A contact likes a published moment. */
    public void contactLikesMoment(String momentId, String userId, String externalUserId) {
        act(() -> features.moments.like(momentId, userId, externalUserId));
    }

    /** A contact comments on a published moment. */
    public void contactCommentsMoment(String momentId, String userId, String externalUserId) {
        act(() -> features.moments.comment(momentId, userId, externalUserId));
    }

    /** The contact refuses to be handed over: {@code transfer_fail}. */
    public void contactRefusesTransfer(String handoverUserId, String takeoverUserId, String externalUserId) {
        act(() -> features.transfers.refuse(handoverUserId, takeoverUserId, externalUserId));
    }

    /** A member answers a card of the app: {@code template_card_event}; {@code selected} are options by question. */
    public void memberClicksCard(
            String msgid, String userId, String eventKey, @Nullable Map<String, List<String>> selected) {
        act(() -> features.appMessages.click(msgid, userId, eventKey, selected == null ? Map.of() : selected));
    }

    /** A contact writes for the first time after coming by a link: {@code message_from_customer}; returns its key. */
    public String contactWritesByLink(String linkId, String userId, String externalUserId) {
        return answer(() -> {
            Relation relation = relation(userId, externalUserId);
            features.contacts.chat(relation);
            String key = features.links.writes(linkId, relation);
            world().tell(world().events()
                    .customerAcquisition("message_from_customer", Map.of("LinkId", linkId, "ChatKey", key)));
            return key;
        });
    }

    /** A member sends a mass message of its own from the client: it counts against the receiver's month. */
    public void memberSendsOwn(String receiver) {
        act(() -> features.massSends.confirmOwn(receiver));
    }

    /** The contact consents to the chat archive: {@code msg_audit_approved}. */
    public void contactApprovesArchive(String userId, String externalUserId) {
        act(() -> {
            relation(userId, externalUserId);
            world().tell(world().events().msgAuditApproved(userId, externalUserId, null));
        });
    }

    /** What a mini program opened in the group knows as its opengid. */
    public String openGid(String chatId) {
        return answer(() -> features.groupChatApi.openGid(chatId));
    }

    // What they got

    /** What one external_userid, chat_id or userid received, oldest first. */
    public List<Received> inbox(String receiver) {
        return inboxes.of(receiver);
    }

    private World world() {
        return features.world;
    }

    private Contact stranger(String name) {
        return features.contacts.appear(name, Contact.WECHAT);
    }

    private Contact known(String externalUserId) {
        return features.contacts.contact(externalUserId);
    }

    private Relation relation(String userId, String externalUserId) {
        return features.contacts.relation(userId, externalUserId);
    }

    private void edit(String userId, String externalUserId, Consumer<Relation> change) {
        act(() -> {
            change.accept(relation(userId, externalUserId));
            world().tell(world().events().editExternalContact(userId, externalUserId));
        });
    }

    private Friendship friendship(Supplier<Arrival> arriving) {
        return answer(() -> {
            Arrival arrival = arriving.get();
            Relation relation = arrival.relation();
            return new Friendship(
                    relation.userId(), relation.externalUserId(), relation.state(), arrival.welcomeCode());
        });
    }

    private void act(Runnable act) {
        answer(() -> {
            act.run();
            return true;
        });
    }

    private <T> T answer(Supplier<T> act) {
        synchronized (world()) {
            world().ripen();
            try {
                return act.get();
            } catch (WeComError e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
    }
}
