package scrm.sop.groupmessage;

import scrm.events.UserId;
import scrm.sop.content.ChatType;
import scrm.sop.content.MessageContent;

/**
 * A message that is to be sent.
 *
 * @param sender the member who is asked to confirm it; of group chats, their owner
 * @param chatType to whom it goes
 * @param content what is said
 * @param followUp what is done while it is not confirmed
 */
public record Draft(UserId sender, ChatType chatType, MessageContent content, FollowUp followUp) {}
