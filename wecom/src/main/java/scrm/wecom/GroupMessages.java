package scrm.wecom;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;

/** Mass sends (群发); nothing is sent until the members confirm. Source: documents 92135, 97610, 97611, 93338. */
public interface GroupMessages {
    /** To contacts, {@code add_msg_template} single. Must not be repeated blindly. */
    Created addToContacts(Caller caller, @Nullable UserId sender, List<ExternalUserId> contacts, Content content);

    /** To groups of one owner, {@code add_msg_template} group. Must not be repeated blindly. */
    Created addToGroups(Caller caller, UserId sender, List<ChatId> groups, Content content);

    /** Sends made in a span of at most a month, {@code get_groupmsg_list_v2}: resolves an add whose reply was lost. */
    Page<Listed> list(Caller caller, boolean toGroups, Instant from, Instant to, @Nullable String cursor);

    /** Who confirmed, {@code get_groupmsg_task}; 41063 while WeCom is still dispatching. */
    Page<Task> tasks(Caller caller, String msgid, @Nullable String cursor);

    /** What became of one member's part, {@code get_groupmsg_send_result}. */
    Page<SendResult> results(Caller caller, String msgid, UserId userId, @Nullable String cursor);

    /** Reminds the members, {@code remind_groupmsg_send}; three times in 24 h at most (41094). */
    void remind(Caller caller, String msgid);

    /** Stops what is unsent, {@code cancel_groupmsg_send}. */
    void cancel(Caller caller, String msgid);

    /**
     * What is sent.
     *
     * @param text 4000 bytes at most, or null
     * @param attachments 9 at most
     */
    record Content(@Nullable String text, List<Attachment> attachments) {
        public Content {
            attachments = List.copyOf(attachments);
        }
    }

    /** @param failList receivers that WeCom refused */
    record Created(String msgid, List<String> failList) {
        public Created {
            failList = List.copyOf(failList);
        }
    }

    record Listed(
            String msgid, Instant createTime, @Nullable String text) {}

    /** @param status 0 unsent, 2 sent */
    record Task(UserId userId, int status, @Nullable Instant sendTime) {}

    /**
     * One receiver.
     *
     * @param receiver an external_userid or a chat_id
     * @param status 0 unsent, 1 sent, 2 not a friend, 3 the receiver's quota is used up
     */
    record SendResult(
            String receiver,
            UserId userId,
            int status,
            @Nullable Instant sendTime) {}
}
