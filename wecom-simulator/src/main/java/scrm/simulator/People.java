package scrm.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the people of one corp do: members in their client, contacts in WeChat, the admin in the console. Each act
 * changes the simulated state and sends the callbacks that WeCom would send. Every method is also an action of the
 * control API, {@code POST /simulator/corps/{corpId}/people/{method}}, with its parameters as JSON fields; so names are
 * unique. Acts that cannot be (an unknown code, a contact who is no friend) throw IllegalArgumentException.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class People {
    People() {}

    // Members

    /** Opens a department below another (1 is the root and always there). */
    public void departmentOpens(long departmentId, String name, long parentId) {
        throw new UnsupportedOperationException();
    }

    /** A member joins the corp, in the root department, allowed to use customer contact. */
    public void memberJoins(String userId, String name) {
        throw new UnsupportedOperationException();
    }

    /** A member joins a department. */
    public void memberJoinsDepartment(String userId, String name, long departmentId) {
        throw new UnsupportedOperationException();
    }

    /** A member leaves the corp: contacts and groups stay behind, unassigned. */
    public void memberLeaves(String userId) {
        throw new UnsupportedOperationException();
    }

    // Adding

    /**
     * Somebody new scans a contact way, found by its config_id or its state, and adds one of its members:
     * {@code add_external_contact}. With {@code skip_verify: false} only a request arises, without a callback, until
     * {@link #memberConfirms}.
     */
    public Friendship contactScans(String configIdOrState, String contactName) {
        throw new UnsupportedOperationException();
    }

    /** A known contact scans: a callback only where no friendship is yet (or was ended by one side). */
    public Friendship contactScansAgain(String configIdOrState, String externalUserId) {
        throw new UnsupportedOperationException();
    }

    /** Somebody new adds a member who has not confirmed yet: {@code add_half_external_contact}. */
    public Friendship contactHalfAdds(String configIdOrState, String contactName) {
        throw new UnsupportedOperationException();
    }

    /** The member confirms a half-added or requested contact: {@code add_external_contact}. */
    public Friendship memberConfirms(String userId, String externalUserId) {
        throw new UnsupportedOperationException();
    }

    /** A member adds somebody new without any code (phone search): {@code add_external_contact} without State. */
    public Friendship memberAdds(String userId, String contactName) {
        throw new UnsupportedOperationException();
    }

    /** One more member becomes a friend of a known contact. */
    public Friendship memberAddsExisting(String userId, String externalUserId) {
        throw new UnsupportedOperationException();
    }

    /** Somebody new comes by an acquisition link: {@code friend_request}, then {@code add_external_contact}. */
    public Friendship contactFollowsLink(String linkId, @Nullable String customerChannel, String contactName) {
        throw new UnsupportedOperationException();
    }

    // Losing

    /** The member removes the contact: {@code del_external_contact}. */
    public void memberDeletes(String userId, String externalUserId) {
        throw new UnsupportedOperationException();
    }

    /** The contact removes the member: {@code del_follow_user}; the API still knows the relation. */
    public void contactDeletes(String userId, String externalUserId) {
        throw new UnsupportedOperationException();
    }

    // Chatting and editing

    /** The contact writes to the member: no callback; the pair has now chatted. */
    public void contactChats(String userId, String externalUserId, String text) {
        throw new UnsupportedOperationException();
    }

    /** The member edits the remark in the client: {@code edit_external_contact}. */
    public void memberEditsRemark(String userId, String externalUserId, String remark) {
        throw new UnsupportedOperationException();
    }

    /** The member changes corp tags in the client: {@code edit_external_contact}. */
    public void memberMarksTags(
            String userId, String externalUserId, List<String> addTagIds, List<String> removeTagIds) {
        throw new UnsupportedOperationException();
    }

    /** The member gives a personal tag in the client: {@code edit_external_contact}. */
    public void memberMarksPersonalTag(String userId, String externalUserId, String tagName) {
        throw new UnsupportedOperationException();
    }

    // The admin's console

    /** Adds tags to a (new) group: {@code change_external_tag} create for the group, if new, and for each tag. */
    public ConsoleTags consoleAddsTags(String groupName, List<String> tagNames) {
        throw new UnsupportedOperationException();
    }

    /** Renames a tag or a group: {@code update}. */
    public void consoleRenamesTag(String tagOrGroupId, String name) {
        throw new UnsupportedOperationException();
    }

    /** Deletes a tag: {@code delete}, and the group's if it was the last. */
    public void consoleDeletesTag(String tagId) {
        throw new UnsupportedOperationException();
    }

    /** Deletes a group: one {@code delete}, none for its tags. */
    public void consoleDeletesTagGroup(String groupId) {
        throw new UnsupportedOperationException();
    }

    /** Reverses the order of a group's tags, or of all groups if null: {@code shuffle}. */
    public void consoleShufflesTags(@Nullable String groupId) {
        throw new UnsupportedOperationException();
    }

    /** Gives a member a welcome message of the console: WeCom issues no welcome codes for it any more. */
    public void consoleSetsWelcome(String userId, boolean configured) {
        throw new UnsupportedOperationException();
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
        throw new UnsupportedOperationException();
    }

    /** A contact scans a join way (its config_id or state): {@code add_member}; returns the chat_id joined. */
    public String contactJoinsGroup(String configIdOrState, String externalUserId) {
        throw new UnsupportedOperationException();
    }

    /** A member of the group invites others, in one act: one {@code add_member}. */
    public void memberInvites(String chatId, String userId, List<String> memberIds) {
        throw new UnsupportedOperationException();
    }

    /** Leaves by itself: {@code del_member}, QuitScene 0. */
    public void quitsGroup(String chatId, String memberId) {
        throw new UnsupportedOperationException();
    }

    /** Are removed, in one act: one {@code del_member}, QuitScene 1. */
    public void ownerRemoves(String chatId, List<String> memberIds) {
        throw new UnsupportedOperationException();
    }

    /** {@code change_name}. */
    public void renamesGroup(String chatId, String name) {
        throw new UnsupportedOperationException();
    }

    /** {@code change_notice}. */
    public void changesGroupNotice(String chatId, String notice) {
        throw new UnsupportedOperationException();
    }

    /** {@code change_owner}. */
    public void changesGroupOwner(String chatId, String userId) {
        throw new UnsupportedOperationException();
    }

    /** {@code dismiss}. */
    public void dismissesGroup(String chatId) {
        throw new UnsupportedOperationException();
    }

    /** Somebody writes in the group: no callback; counts in the statistics. */
    public void chatsInGroup(String chatId, String memberId, String text) {
        throw new UnsupportedOperationException();
    }

    // Sends

    /** The member confirms a mass send in the client; returns how many receivers really got it. */
    public int memberConfirmsSend(String msgid, String userId) {
        throw new UnsupportedOperationException();
    }

    /** The member publishes a moment in the client. */
    public void memberPublishesMoment(String momentId, String userId) {
        throw new UnsupportedOperationException();
    }

    /** A contact likes a published moment. */
    public void contactLikesMoment(String momentId, String userId, String externalUserId) {
        throw new UnsupportedOperationException();
    }

    /** A contact comments on a published moment. */
    public void contactCommentsMoment(String momentId, String userId, String externalUserId) {
        throw new UnsupportedOperationException();
    }

    /** The contact refuses to be handed over: {@code transfer_fail}. */
    public void contactRefusesTransfer(String handoverUserId, String takeoverUserId, String externalUserId) {
        throw new UnsupportedOperationException();
    }

    // What they got

    /** What one external_userid, chat_id or userid received, oldest first. */
    public List<Received> inbox(String receiver) {
        throw new UnsupportedOperationException();
    }
}
